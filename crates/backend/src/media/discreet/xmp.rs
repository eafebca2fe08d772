//! XMP, as text: properties of a place become spaces, which XML does not mind between attributes and elements.

/// Writes over every property whose name begins with GPS, whatever its namespace. A packet that is not in UTF-8, or whose
/// properties do not end, is written over as a whole.
pub(super) fn hush(packet: &mut [u8]) {
    let plain = !packet.contains(&0) || packet.starts_with(b"XML:com.adobe.xmp\0");
    if !plain || remove(packet).is_none() {
        packet.fill(b' ');
    }
}

/// Whether anything in it begins with GPS.
pub(super) fn tells(text: &[u8]) -> bool {
    text.windows(3).any(|window| window.eq_ignore_ascii_case(b"gps"))
}

fn remove(packet: &mut [u8]) -> Option<()> {
    let mut at = 0;
    while let Some(colon) = packet.get(at..)?.windows(4).position(|w| w[0] == b':' && w[1..].eq_ignore_ascii_case(b"gps")) {
        let colon = at + colon;
        at = colon + 4;
        let named = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let start = colon - packet[..colon].iter().rev().take_while(|byte| named(byte)).count();
        let end = colon + 1 + packet[colon + 1..].iter().take_while(|byte| named(byte)).count();
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
