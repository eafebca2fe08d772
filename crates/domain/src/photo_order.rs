//! The order of a gallery's photographs, and places between two of them for an order made by hand.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What the photographs of a set are ordered by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PhotoOrder {
    /// When they were taken, the clocks of cameras set right; when they came where that is unknown.
    #[default]
    Capture,
    /// Their names as people count: IMG_2 before IMG_10.
    Name,
    /// When they came.
    Upload,
    /// As somebody put them.
    Manual,
}

impl PhotoOrder {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Capture, Self::Name, Self::Upload, Self::Manual];

    /// The word stored in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Capture => "capture",
            Self::Name => "name",
            Self::Upload => "upload",
            Self::Manual => "manual",
        }
    }
}

impl FromStr for PhotoOrder {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|order| order.as_str() == text).ok_or(())
    }
}

/// Longer keys are not made: the gallery's photographs are given new ones. Sixty-four bytes are hundreds of moves into one
/// and the same gap.
const MAX_KEY: usize = 64;

/// A key between two others, compared byte by byte; without `after`, one behind `before`. The digits of a fraction to the
/// base of 256: the first place in which there is room gets the middle. `None` when there is none within [`MAX_KEY`].
pub fn key_between(before: &[u8], after: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut key = Vec::new();
    let mut bound = after;
    while key.len() < MAX_KEY {
        let low = before.get(key.len()).copied().map_or(0, u16::from);
        let high = match bound {
            Some(after) => u16::from(*after.get(key.len())?),
            None => 256,
        };
        // Neighbours in a wrong order.
        let room = high.checked_sub(low)?;
        let digit = if room > 1 { low + room / 2 } else { low };
        key.push(u8::try_from(digit).ok()?);
        match room {
            0 => {}
            // Below `after` from here on, whatever follows.
            1 => bound = None,
            _ => return Some(key),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn there_is_room_between_neighbours() {
        assert_eq!(key_between(&[128], Some(&[130])), Some(vec![129]));
        assert_eq!(key_between(&[128], Some(&[129])), Some(vec![128, 128]));
        assert_eq!(key_between(&[], Some(&[0, 1])), Some(vec![0, 0, 128]));
        assert_eq!(key_between(&[255], None), Some(vec![255, 128]));
        assert_eq!(key_between(&[1], Some(&[1, 0])), None);
        assert_eq!(key_between(&[2], Some(&[1])), None);
        assert_eq!(key_between(&[7], Some(&[7])), None);
    }

    proptest! {
        /// Wherever one after the other is put, all stay in the order they were put in.
        #[test]
        fn what_is_put_between_stays_between(places in proptest::collection::vec(0_usize..1000, 1..300)) {
            let mut keys: Vec<Vec<u8>> = vec![vec![128]];
            for place in places {
                let at = place % (keys.len() + 1);
                let before = at.checked_sub(1).map_or(&[][..], |before| &keys[before]);
                let key = key_between(before, keys.get(at).map(Vec::as_slice));
                prop_assert!(key.is_some());
                keys.insert(at, key.unwrap_or_default());
                prop_assert!(keys.is_sorted() && keys.iter().all(|key| key.last() != Some(&0)));
            }
        }
    }
}
