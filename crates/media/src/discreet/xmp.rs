//! XMP, as text: properties of a place become spaces, which XML does not mind between attributes and elements.

/// Whether a property tells of a place or of the very camera and its owner, whatever its namespace.
fn private(name: &[u8]) -> bool {
    let name = name.to_ascii_lowercase();
    name.starts_with(b"gps") || name.ends_with(b"serialnumber") || name.ends_with(b"ownername")
}

/// Writes over every such property. A packet that is not in UTF-8, or whose properties do not end, is written over as a
/// whole.
pub(super) fn hush(packet: &mut [u8]) {
    // Some programs leave zeros behind the last sign.
    let end = packet.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let packet = &mut packet[..end];
    if packet.contains(&0) || remove(packet).is_none() {
        packet.fill(b' ');
    }
}

/// Whether such a property may be in it.
pub(super) fn tells(text: &[u8]) -> bool {
    let text = text.to_ascii_lowercase();
    [&b"gps"[..], b"serialnumber", b"ownername"].into_iter().any(|word| super::find(&text, word).is_some())
}

fn remove(packet: &mut [u8]) -> Option<()> {
    let mut at = 0;
    let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    while let Some(colon) = packet.get(at..)?.iter().position(|byte| *byte == b':') {
        let colon = at + colon;
        let end = colon + 1 + packet[colon + 1..].iter().take_while(|byte| named(byte)).count();
        at = colon + 1;
        if !private(&packet[at..end]) {
            continue;
        }
        let start = colon - packet[..colon].iter().rev().take_while(|byte| named(byte)).count();
        let before = start.checked_sub(1).map(|before| packet[before]);
        let over = match before {
            Some(b'<') => element(packet, start, end)?,
            Some(space) if space.is_ascii_whitespace() => match attribute(packet, start, end)? {
                Some(over) => over,
                None => continue,
            },
            // A closing tag without its beginning, or words about a place.
            _ => continue,
        };
        at = over.end;
        packet[over].fill(b' ');
    }
    Some(())
}

/// From `<` to the end of the closing tag, or of the tag that closes itself.
fn element(packet: &[u8], start: usize, end: usize) -> Option<std::ops::Range<usize>> {
    let open_end = end + packet[end..].iter().position(|byte| *byte == b'>')?;
    if packet[open_end - 1] == b'/' {
        return Some(start - 1..open_end + 1);
    }
    let closing = [b"</", &packet[start..end]].concat();
    let close = open_end + packet[open_end..].windows(closing.len()).position(|window| window == closing)?;
    let close_end = close + packet[close..].iter().position(|byte| *byte == b'>')?;
    Some(start - 1..close_end + 1)
}

/// From the name to the quotation mark that ends the value; `None` when it is no attribute but text.
fn attribute(packet: &[u8], start: usize, end: usize) -> Option<Option<std::ops::Range<usize>>> {
    let space = |at: usize| at + packet[at..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let equals = space(end);
    if packet.get(equals) != Some(&b'=') {
        return Some(None);
    }
    let quote = space(equals + 1);
    let mark = *packet.get(quote)?;
    if !matches!(mark, b'"' | b'\'') {
        return Some(None);
    }
    let close = quote + 1 + packet[quote + 1..].iter().position(|byte| *byte == mark)?;
    Some(Some(start..close + 1))
}
