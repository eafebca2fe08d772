//! What programs write: XMP (ISO 16684-1), of which a few properties are read wherever RDF allows them to stand. There are
//! no entities but the five of XML itself; a packet that declares others is not read at all.

use chrono::{DateTime, NaiveDateTime};
use quick_xml::{
    NsReader, XmlVersion,
    escape::resolve_predefined_entity,
    events::{BytesRef, BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use super::{Metadata, TakenAt, Words, joined, text};

/// The longest packet read, in bytes: four times the room there is in a JPEG.
pub(crate) const LONGEST: usize = 256 * 1024;

/// Elements within each other: twice what any property needs.
const DEEPEST: usize = 32;

/// Attributes read of one element.
const MOST_ATTRIBUTES: usize = 512;

const RDF: &[u8] = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const META: &[u8] = b"adobe:ns:meta/";
const DC: &[u8] = b"http://purl.org/dc/elements/1.1/";
const EXIF: &[u8] = b"http://ns.adobe.com/exif/1.0/";
const IPTC: &[u8] = b"http://iptc.org/std/Iptc4xmpExt/2008-02-29/";
const PHOTOSHOP: &[u8] = b"http://ns.adobe.com/photoshop/1.0/";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/";

/// What is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Property {
    Title,
    Headline,
    Caption,
    Keyword,
    Creator,
    Copyright,
    Rating,
    City,
    Country,
    /// A structure, with the two that follow in it.
    Location,
    LocationCity,
    LocationCountry,
    Created,
    Original,
    Digitized,
    Latitude,
    Longitude,
}

const PROPERTIES: [(&[u8], &[u8], Property); 18] = [
    (DC, b"title", Property::Title),
    (PHOTOSHOP, b"Headline", Property::Headline),
    (DC, b"description", Property::Caption),
    (DC, b"subject", Property::Keyword),
    (DC, b"creator", Property::Creator),
    (DC, b"rights", Property::Copyright),
    (XMP, b"Rating", Property::Rating),
    (PHOTOSHOP, b"City", Property::City),
    (PHOTOSHOP, b"Country", Property::Country),
    (IPTC, b"LocationShown", Property::Location),
    (IPTC, b"LocationCreated", Property::Location),
    (IPTC, b"City", Property::LocationCity),
    (IPTC, b"CountryName", Property::LocationCountry),
    (PHOTOSHOP, b"DateCreated", Property::Created),
    (EXIF, b"DateTimeOriginal", Property::Original),
    (XMP, b"CreateDate", Property::Digitized),
    (EXIF, b"GPSLatitude", Property::Latitude),
    (EXIF, b"GPSLongitude", Property::Longitude),
];

/// Reads a packet, as far as it is whole; nothing of one longer than [`LONGEST`].
pub(super) fn parse(packet: &[u8]) -> Metadata {
    if packet.len() > LONGEST {
        return Metadata::default();
    }
    Values::of(&String::from_utf8_lossy(packet)).metadata()
}

/// Where an element or attribute stands.
#[derive(Clone, Copy)]
enum Place {
    /// Where properties of the picture stand.
    Top,
    /// In one that is read.
    In(Property),
    /// In anything else: what it was made from, what was done to it.
    Elsewhere,
}

impl Place {
    fn child(self, space: &ResolveResult, name: &[u8]) -> Self {
        let ResolveResult::Bound(Namespace(space)) = space else { return Self::Elsewhere };
        // Wrappings: descriptions, bags, sequences, alternatives and their items.
        if [RDF, META].contains(space) {
            return self;
        }
        let named = |(a_space, a_name, _): &&(&[u8], &[u8], Property)| a_space == space && *a_name == name;
        let property = PROPERTIES.iter().find(named).map(|(.., property)| *property);
        let inner = matches!(property, Some(Property::LocationCity | Property::LocationCountry));
        match (self, property) {
            (Self::Top, Some(property)) if !inner => Self::In(property),
            (Self::In(Property::Location), Some(property)) if inner => Self::In(property),
            _ => Self::Elsewhere,
        }
    }
}

/// What was found, in its order.
struct Values(Vec<(Property, String)>);

impl Values {
    fn of(packet: &str) -> Self {
        let mut reader = NsReader::from_str(packet);
        reader.config_mut().allow_dangling_amp = true;
        let (mut values, mut places, mut words) = (Self(Vec::new()), Vec::new(), String::new());
        // What was read before something is broken still holds.
        while let Ok(event) = reader.read_event() {
            let place = places.last().copied().unwrap_or(Place::Top);
            match event {
                Event::Start(_) if places.len() == DEEPEST => break,
                Event::Start(element) => {
                    places.push(values.enter(&reader, place, &element));
                    words.clear();
                }
                Event::Empty(element) => {
                    values.enter(&reader, place, &element);
                }
                Event::Text(text) => words.push_str(&text.decode().unwrap_or_default()),
                Event::CData(text) => words.push_str(&text.decode().unwrap_or_default()),
                Event::GeneralRef(reference) => words.push_str(&referred(&reference)),
                Event::End(_) => {
                    values.add(place, &words);
                    places.pop();
                    words.clear();
                }
                Event::DocType(_) => return Self(Vec::new()),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        values
    }

    /// Where an element's content stands. What stands in its attributes is added.
    fn enter(&mut self, reader: &NsReader<&[u8]>, place: Place, element: &BytesStart) -> Place {
        let (space, name) = reader.resolver().resolve_element(element.name());
        let place = place.child(&space, name.as_ref());
        let mut attributes = element.attributes();
        attributes.with_checks(false);
        for attribute in attributes.take(MOST_ATTRIBUTES).flatten() {
            let (space, name) = reader.resolver().resolve_attribute(attribute.key);
            // How something is wrapped is no value.
            if !matches!(space, ResolveResult::Bound(Namespace(RDF)))
                && let Ok(value) = attribute.normalized_value(XmlVersion::Implicit1_0)
            {
                self.add(place.child(&space, name.as_ref()), &value);
            }
        }
        place
    }

    fn add(&mut self, place: Place, words: &str) {
        if let Place::In(property) = place
            && !words.trim().is_empty()
        {
            self.0.push((property, words.to_owned()));
        }
    }

    fn all(&self, property: Property) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(other, _)| *other == property).map(|(_, text)| text.as_str())
    }

    /// Of several languages, the first: the one the writer prefers.
    fn line(&self, property: Property, most: usize) -> Option<String> {
        self.all(property).find_map(|text| text::line(text, most))
    }

    fn metadata(&self) -> Metadata {
        let line = |property| self.line(property, Words::LINE);
        let mut words = Words {
            title: line(Property::Title).or_else(|| line(Property::Headline)),
            caption: self.all(Property::Caption).find_map(|text| text::lines(text, Words::CAPTION)),
            keywords: Vec::new(),
            creator: joined(self.all(Property::Creator)),
            copyright: self.line(Property::Copyright, Words::COPYRIGHT),
            rating: self.all(Property::Rating).find_map(rating),
            city: line(Property::City).or_else(|| line(Property::LocationCity)),
            country: line(Property::Country).or_else(|| line(Property::LocationCountry)),
        };
        self.all(Property::Keyword).for_each(|keyword| words.add_keyword(keyword));
        let moment = |property| self.all(property).find_map(moment);
        let taken_at =
            moment(Property::Created).or_else(|| moment(Property::Original)).or_else(|| moment(Property::Digitized));
        let rejected = self.all(Property::Rating).next().is_some_and(|rating| rating.trim().parse() == Ok(-1.0));
        Metadata { taken_at, gps: self.gps(), words, rejected, ..Metadata::default() }
    }

    fn gps(&self) -> Option<(f64, f64)> {
        let latitude = self.all(Property::Latitude).find_map(|text| degrees(text, ['N', 'S'], 90.0))?;
        let longitude = self.all(Property::Longitude).find_map(|text| degrees(text, ['E', 'W'], 180.0))?;
        // A receiver without a fix.
        ((latitude, longitude) != (0.0, 0.0)).then_some((latitude, longitude))
    }
}

/// `&#xA;` and `&amp;`; anything else was declared by nobody.
fn referred(reference: &BytesRef) -> String {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        return letter.into();
    }
    let name = reference.decode().unwrap_or_default();
    resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// Stars; −1 is a picture that was rejected, which says nothing of how good it is.
fn rating(text: &str) -> Option<u8> {
    let stars = text.trim().parse::<f64>().ok().filter(|stars| (0.0..=5.0).contains(stars))?;
    Some(stars.round() as u8)
}

/// ISO 8601, with or without seconds and zone; a day without a time is no moment.
fn moment(text: &str) -> Option<TakenAt> {
    let text = text.trim().replace('Z', "+00:00");
    for clock in ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"] {
        if let Ok(at) = DateTime::parse_from_str(&text, &format!("{clock}%:z")) {
            let minutes = i16::try_from(at.offset().local_minus_utc() / 60).ok();
            return TakenAt::of_clock(at.naive_local(), minutes);
        }
        if let Ok(at) = NaiveDateTime::parse_from_str(&text, clock) {
            return TakenAt::of_clock(at, None);
        }
    }
    None
}

/// `45,4.8721N` and `45,4,52N` (ISO 16684-1, "GPSCoordinate").
fn degrees(text: &str, [positive, negative]: [char; 2], most: f64) -> Option<f64> {
    let text = text.trim();
    let (digits, sign) = match text.strip_suffix(positive) {
        Some(digits) => (digits, 1.0),
        None => (text.strip_suffix(negative)?, -1.0),
    };
    let mut degrees = 0.0;
    for (part, unit) in digits.splitn(3, ',').zip([1.0, 60.0, 3600.0]) {
        degrees += part.trim().parse::<f64>().ok().filter(|part| *part >= 0.0)? / unit;
    }
    (0.0..=most).contains(&degrees).then_some(sign * degrees)
}

#[cfg(test)]
#[path = "xmp_tests.rs"]
pub(super) mod tests;
