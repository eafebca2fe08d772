//! Atelier Mirna, the studio of the demo: its galleries and what each photograph shows. All of it is invented.

use super::pictures::Scene;

/// Name of the studio.
pub const STUDIO: &str = "Atelier Mirna";
/// Prefix of every file name, as the studio's cameras write it.
pub const PREFIX: &str = "MIR_";

/// Where a gallery stands in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Only the studio sees it.
    Draft,
    /// Clients with the link and the code see it.
    Published,
    /// Put away; kept, not shown.
    Archived,
    /// Was published until a day that has passed.
    Expired,
}

/// Shape of a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 3:2.
    Landscape,
    /// 2:3.
    Portrait,
    /// 1:1.
    Square,
    /// 3:1.
    Panorama,
}

impl Shape {
    /// Width and height in pixels, the longer side being `long`.
    pub const fn size(self, long: u32) -> (u32, u32) {
        match self {
            Self::Landscape => (long, long * 2 / 3),
            Self::Portrait => (long * 2 / 3, long),
            Self::Square => (long, long),
            Self::Panorama => (long, long / 3),
        }
    }
}

/// A gallery of the demo.
pub struct Gallery {
    /// Its title as clients read it.
    pub title: &'static str,
    /// Day of the shoot, "YYYY-MM-DD".
    pub date: &'static str,
    /// Where it was taken.
    pub place: &'static str,
    /// A sentence or two below the title.
    pub description: &'static str,
    /// Where it stands.
    pub state: State,
    /// What clients type to enter.
    pub code: &'static str,
    /// Number in the first file name; the others count up from it.
    pub first: u32,
    /// Hour of the first photograph, 0..24.
    pub hour: u32,
    /// How many photographs it has.
    pub count: u32,
    /// Scenes and shapes, repeated in this order until there are `count`.
    pub roll: &'static [(Scene, Shape)],
}

/// One photograph to draw.
#[derive(Debug, PartialEq, Eq)]
pub struct Photo {
    /// Such as `MIR_4211.jpg`.
    pub file_name: String,
    /// What it shows.
    pub scene: Scene,
    /// Its format.
    pub shape: Shape,
    /// Seed for drawing it; different for every photograph of the studio.
    pub seed: u64,
    /// Time of capture as EXIF writes it, "YYYY:MM:DD HH:MM:SS".
    pub taken: String,
}

impl Gallery {
    /// Its photographs in the order they were taken.
    pub fn photos(&self) -> impl Iterator<Item = Photo> + '_ {
        self.roll.iter().cycle().zip(0..self.count).map(|(&(scene, shape), i)| {
            // Uneven pauses, never over a minute and a half, so that no gallery runs past its day.
            let second = i * 74 + i * 37 % 53;
            let number = self.first + i + i / 5;
            Photo {
                file_name: format!("{PREFIX}{number:04}.jpg"),
                scene,
                shape,
                seed: u64::from(number),
                taken: format!(
                    "{} {:02}:{:02}:{:02}",
                    self.date.replace('-', ":"),
                    self.hour + second / 3600,
                    second / 60 % 60,
                    second % 60
                ),
            }
        })
    }
}

use Scene::{Dunes, Field, Flowers, Forest, Lights, Mountains, Rain, Sea, Snow, Stars};
use Shape::{Landscape, Panorama, Portrait, Square};

/// The galleries, newest first.
pub const GALLERIES: [Gallery; 5] = [
    Gallery {
        title: "Lucija & Šimun",
        date: "2026-05-16",
        place: "Stancija Čabranka, near Bale",
        description: "The morning before, the garden, and the long evening by the sea. Take your time, and mark the ones you would like in the album.",
        state: State::Published,
        code: "MASLINA",
        first: 4211,
        hour: 17,
        count: 48,
        roll: &[
            (Sea, Landscape),
            (Flowers, Portrait),
            (Field, Landscape),
            (Lights, Landscape),
            (Flowers, Landscape),
            (Sea, Portrait),
            (Mountains, Landscape),
            (Flowers, Square),
            (Sea, Panorama),
            (Lights, Portrait),
            (Field, Portrait),
            (Stars, Landscape),
        ],
    },
    Gallery {
        title: "Jutro na Velebitu",
        date: "2026-04-03",
        place: "Baške Oštarije, Velebit",
        description: "Dvadeset slika za zidni kalendar: magla u dolini, prvo svjetlo na grebenu i šuma koja se budi.",
        state: State::Published,
        code: "VELEBIT",
        first: 3870,
        hour: 6,
        count: 20,
        roll: &[
            (Mountains, Landscape),
            (Forest, Portrait),
            (Mountains, Panorama),
            (Forest, Landscape),
            (Field, Landscape),
            (Mountains, Portrait),
            (Snow, Landscape),
        ],
    },
    Gallery {
        title: "A house in Žminj",
        date: "2026-06-02",
        place: "Žminj, central Istria",
        description: "First look at the pictures for the guesthouse: the rooms in the rain, the meadow behind, the lane after dark. Not yet sorted.",
        state: State::Draft,
        code: "LAVANDA",
        first: 4502,
        hour: 18,
        count: 16,
        roll: &[
            (Rain, Landscape),
            (Flowers, Portrait),
            (Field, Landscape),
            (Lights, Landscape),
            (Rain, Portrait),
            (Flowers, Square),
        ],
    },
    Gallery {
        title: "Zima u Gorskom kotaru",
        date: "2025-01-18",
        place: "Begovo Razdolje",
        description: "Tri dana snijega i vedre noći. Narudžba turističke zajednice, predana i plaćena.",
        state: State::Archived,
        code: "SNIJEG",
        first: 2106,
        hour: 15,
        count: 24,
        roll: &[
            (Snow, Landscape),
            (Forest, Portrait),
            (Snow, Panorama),
            (Stars, Landscape),
            (Mountains, Landscape),
            (Snow, Portrait),
            (Stars, Portrait),
        ],
    },
    Gallery {
        title: "Light on sand",
        date: "2025-03-09",
        place: "Saplunara, Mljet, and farther south",
        description: "Prints from the spring exhibition in the old salt store. The order desk closed at the end of summer.",
        state: State::Expired,
        code: "BURA25",
        first: 2733,
        hour: 7,
        count: 18,
        roll: &[
            (Dunes, Landscape),
            (Sea, Portrait),
            (Dunes, Portrait),
            (Dunes, Panorama),
            (Sea, Landscape),
            (Dunes, Square),
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_photograph_has_its_own_name_and_seed() {
        let photos: Vec<Photo> = GALLERIES.iter().flat_map(Gallery::photos).collect();
        let names: BTreeSet<&str> = photos.iter().map(|photo| photo.file_name.as_str()).collect();
        let seeds: BTreeSet<u64> = photos.iter().map(|photo| photo.seed).collect();
        let count = GALLERIES.iter().map(|gallery| gallery.count as usize).sum::<usize>();
        assert_eq!((photos.len(), names.len(), seeds.len()), (count, count, count));
    }

    #[test]
    fn times_of_capture_rise_within_one_day() {
        for gallery in &GALLERIES {
            let taken: Vec<String> = gallery.photos().map(|photo| photo.taken).collect();
            assert!(taken.is_sorted(), "{}", gallery.title);
            assert!(taken.iter().all(|at| at.len() == 19 && at[11..13] < *"24"), "{}", gallery.title);
        }
    }

    #[test]
    fn every_state_and_every_scene_is_shown() {
        for state in [State::Draft, State::Published, State::Archived, State::Expired] {
            assert!(GALLERIES.iter().any(|gallery| gallery.state == state), "{state:?}");
        }
        for scene in Scene::ALL {
            assert!(GALLERIES.iter().any(|gallery| gallery.photos().any(|photo| photo.scene == scene)), "{scene:?}");
        }
    }
}
