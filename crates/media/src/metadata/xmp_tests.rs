use proptest::prelude::*;

use super::*;

/// A packet with this in its description.
pub(in super::super) fn packet(inner: &str) -> String {
    format!(
        r#"<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">
{inner}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"#
    )
}

const WHOLE: &str = r#"
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Golden &amp; blue</rdf:li><rdf:li xml:lang="hr">Zlatno</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">Ana and Luka&#xA;on the <![CDATA[<pier>]]></rdf:li></rdf:Alt></dc:description>
<dc:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>wedding</rdf:li><rdf:li> sea </rdf:li></rdf:Bag></dc:subject>
<dc:creator><rdf:Seq><rdf:li>Mirna</rdf:li><rdf:li>Petra</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2026 Mirna</rdf:li></rdf:Alt></dc:rights>
<xmp:Rating>4</xmp:Rating>
<photoshop:City>Rovinj</photoshop:City>
<photoshop:Country>Croatia</photoshop:Country>
<photoshop:DateCreated>2026-05-16T18:30:05.120+02:00</photoshop:DateCreated>
<exif:GPSLatitude>45,4.8720N</exif:GPSLatitude>
<exif:GPSLongitude>13,38,24E</exif:GPSLongitude>
"#;

fn read(inner: &str) -> Metadata {
    parse(packet(inner).as_bytes())
}

#[test]
fn all_properties_are_read() {
    let found = read(WHOLE);
    let words = Words {
        title: Some("Golden & blue".into()),
        caption: Some("Ana and Luka\non the <pier>".into()),
        keywords: vec!["sea".into(), "wedding".into()],
        creator: Some("Mirna; Petra".into()),
        copyright: Some("© 2026 Mirna".into()),
        rating: Some(4),
        city: Some("Rovinj".into()),
        country: Some("Croatia".into()),
    };
    assert_eq!(found.words, words);
    let taken_at = found.taken_at.expect("a moment");
    assert_eq!((taken_at.to_string().as_str(), taken_at.offset_minutes), ("2026-05-16T18:30:05.120", Some(120)));
    let (latitude, longitude) = found.gps.expect("a place");
    assert!((latitude - 45.0812).abs() < 1e-6 && (longitude - 13.64).abs() < 1e-6, "{latitude} {longitude}");
}

#[test]
fn attributes_and_other_prefixes_say_the_same() {
    let packet = r#"<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
        <r:Description xmlns:p="http://ns.adobe.com/photoshop/1.0/" xmlns:a="http://ns.adobe.com/xap/1.0/" p:City="Rovinj"
          a:Rating="5" p:DateCreated="2026-05-16T18:30" City="nowhere"/></r:RDF>"#;
    let found = parse(packet.as_bytes());
    assert_eq!((found.words.city.as_deref(), found.words.rating), (Some("Rovinj"), Some(5)));
    assert_eq!(found.taken_at.map(|at| at.to_string()).as_deref(), Some("2026-05-16T18:30:00.000"));
    let other = packet.replace("photoshop/1.0", "somebody/1.0");
    assert_eq!(parse(other.as_bytes()).words.city, None, "the name is that of another namespace");
}

#[test]
fn a_place_may_be_a_structure() {
    let place = r#"<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType="Resource">
        <Iptc4xmpExt:City>Rovinj</Iptc4xmpExt:City><Iptc4xmpExt:CountryName>Croatia</Iptc4xmpExt:CountryName>
        </rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>"#;
    let words = read(place).words;
    assert_eq!((words.city.as_deref(), words.country.as_deref()), (Some("Rovinj"), Some("Croatia")));
    assert_eq!(read("<Iptc4xmpExt:City>Rovinj</Iptc4xmpExt:City>").words.city, None);
}

#[test]
fn what_belongs_to_another_picture_is_left_out() {
    let made_from = r#"<xmpMM:DerivedFrom rdf:parseType="Resource"><dc:title>Another</dc:title></xmpMM:DerivedFrom>
        <xmpMM:Ingredients><rdf:Bag><rdf:li photoshop:City="Pula"/></rdf:Bag></xmpMM:Ingredients>"#;
    assert_eq!(read(made_from), Metadata::default());
    assert_eq!(read(r#"<dc:title rdf:parseType="Resource"/>"#), Metadata::default());
}

#[test]
fn a_picture_may_have_been_rejected() {
    for (text, rejected) in [("-1", true), (" -1.0 ", true), ("0", false), ("5", false), ("-2", false)] {
        let found = read(&format!("<xmp:Rating>{text}</xmp:Rating>"));
        assert_eq!(found.rejected, rejected, "{text}");
        assert_eq!(found.words.rating.is_some(), !text.contains('-'), "{text}");
    }
}

#[test]
fn numbers_that_make_no_sense_are_dropped() {
    for (text, stars) in [("3", Some(3)), ("4.0", Some(4)), ("0", Some(0)), ("-1", None), ("NaN", None), ("99", None)] {
        assert_eq!(rating(text), stars, "{text}");
    }
    for never in
        ["2026", "2026-05", "2026-05-16", "2026-02-30T10:00:00", "12026-05-16T10:00:00", "", "1812-01-01T10:00"]
    {
        assert_eq!(moment(never), None, "{never}");
    }
    for nowhere in ["", "N", "45", "91,0N", "NaN,0N", "45,-3N", "45,1,2,3N", "inf,0N"] {
        assert_eq!(degrees(nowhere, ['N', 'S'], 90.0), None, "{nowhere}");
    }
    assert_eq!(degrees("45,30S", ['N', 'S'], 90.0), Some(-45.5));
    assert_eq!(moment("2026-05-16T18:30:05Z").and_then(|at| at.offset_minutes), Some(0));
}

#[test]
fn nobody_laughs() {
    let laughs = format!(
        r#"<!DOCTYPE lol [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>{}"#,
        packet("<dc:title>&b;&c;</dc:title><photoshop:City>Rovinj</photoshop:City>")
    );
    assert_eq!(parse(laughs.as_bytes()), Metadata::default());
    let undeclared = read(r#"<dc:title>a&b;c&#0;d&#x110000;e & f</dc:title><rdf:li photoshop:City="&b;"/>"#);
    assert_eq!(undeclared.words.title.as_deref(), Some("acde & f"));
    assert_eq!(undeclared.words.city, None);
}

#[test]
fn too_long_too_deep_and_too_much_end() {
    let long = packet(&format!("<dc:title>{}</dc:title>", "x".repeat(10_000_000)));
    assert_eq!(parse(long.as_bytes()), Metadata::default());
    let deep = packet(&format!("<photoshop:City>Rovinj</photoshop:City>{}", "<dc:a>".repeat(40_000)));
    assert_eq!(parse(deep.as_bytes()).words.city.as_deref(), Some("Rovinj"));
    let spaces: String = (0..9_000).map(|number| format!(r#" xmlns:n{number}="n""#)).collect();
    assert_eq!(parse(packet(&format!("<dc:title{spaces}>x</dc:title>")).as_bytes()), Metadata::default());
    let attributes: String = (0..15_000).map(|number| format!(r#" a{number}="""#)).collect();
    let wide = read(&format!("<rdf:Description{attributes}/><photoshop:City>Rovinj</photoshop:City>"));
    assert_eq!(wide.words.city.as_deref(), Some("Rovinj"));
    let bag =
        read(&format!("<dc:subject><rdf:Bag>{}</rdf:Bag></dc:subject>", "<rdf:li>é\0\u{202E}</rdf:li>".repeat(9_000)));
    assert_eq!(bag.words.keywords, ["é"]);
}

#[test]
fn what_is_not_closed_is_read_as_far_as_it_goes() {
    let cut = packet("<photoshop:City>Rovinj</photoshop:City><dc:title>Gol");
    let cut = cut.split("Gol").next().expect("the beginning");
    let words = parse(cut.as_bytes()).words;
    assert_eq!((words.city.as_deref(), words.title), (Some("Rovinj"), None));
    assert_eq!(parse(b"\0\0\0"), Metadata::default());
    assert_eq!(parse(b"<"), Metadata::default());
    let mut broken = packet("<photoshop:City>Ro%vinj</photoshop:City>").into_bytes();
    let at = broken.iter().position(|byte| *byte == b'%').expect("a place");
    broken[at] = 0xFF;
    assert_eq!(parse(&broken).words.city.as_deref(), Some("Rovinj"));
}

proptest! {
    #[test]
    fn nothing_is_too_broken(bytes in proptest::collection::vec(any::<u8>(), 0..2000)) {
        parse(&bytes);
    }

    #[test]
    fn nothing_is_too_odd(inner in r#"(<(/?)(dc:title|rdf:li|photoshop:City|rdf:Alt)( dc:title="[&a-z;]*")?(/?)>|[a-z&;#\[\]!<> ]{0,9}){0,40}"#) {
        let words = read(&inner).words;
        prop_assert!(words.title.is_none_or(|title| title.chars().count() <= Words::LINE));
    }

    #[test]
    fn what_is_cut_or_bent_is_read_as_far_as_it_goes(cut in 0_usize..2600, at in 0_usize..2600, bent in any::<u8>()) {
        let mut bytes = packet(WHOLE).into_bytes();
        if let Some(byte) = bytes.get_mut(at) {
            *byte = bent;
        }
        parse(&bytes[..cut.min(bytes.len())]);
    }
}
