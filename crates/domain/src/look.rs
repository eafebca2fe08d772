//! How a gallery looks to its clients: the way its photographs lie, and its colours, type and cover.

use serde::{Deserialize, Serialize};

/// A choice among a few, each with the word that the database, addresses of styles and the wire have for it.
macro_rules! choice {
    ($(#[$about:meta])* $name:ident { $($(#[$says:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$says])* $variant),+
        }

        impl $name {
            /// All of them, in the order they are offered.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word stored in the database.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|choice| choice.as_str() == text).ok_or(())
            }
        }
    };
}

choice! {
    /// How the photographs lie.
    Layout {
        /// In rows of one height, whole.
        #[default]
        Justified = "justified",
        /// In columns of one width, whole, each next one where there is room first.
        Columns = "columns",
        /// In equal squares, cropped.
        Equal = "equal",
    }
}

choice! {
    /// How much room is between them.
    Spacing {
        /// Hardly any.
        Tight = "tight",
        /// Enough to tell them apart.
        #[default]
        Normal = "normal",
        /// As on the page of an album.
        Airy = "airy",
    }
}

choice! {
    /// How large they are.
    TileSize {
        /// Many at once.
        Small = "small",
        /// In between.
        #[default]
        Medium = "medium",
        /// Few at once.
        Large = "large",
    }
}

choice! {
    /// The type of titles and text.
    Fonts {
        /// A serif for titles, a sans for the rest.
        #[default]
        Editorial = "editorial",
        /// The same, titles slanted.
        Romantic = "romantic",
        /// The serif for text too.
        Literary = "literary",
        /// The sans alone.
        Modern = "modern",
        /// The sans alone, titles in wide capitals.
        Capitals = "capitals",
    }
}

choice! {
    /// The colours around the photographs.
    Palette {
        /// Warm white.
        #[default]
        Paper = "paper",
        /// Cool grey.
        Stone = "stone",
        /// A quiet green.
        Sage = "sage",
        /// A quiet pink.
        Blush = "blush",
        /// Dark, whatever the device asks for.
        Night = "night",
    }
}

choice! {
    /// How the cover stands above the photographs.
    CoverStyle {
        /// From edge to edge, the name on it.
        #[default]
        Full = "full",
        /// Beside the name.
        Half = "half",
        /// With a margin around it, the name below.
        Framed = "framed",
        /// The name alone.
        Plain = "plain",
    }
}

choice! {
    /// What stands for the studio.
    Brand {
        /// Its name.
        #[default]
        Name = "name",
        /// Its logo; the name for as long as there is none.
        Logo = "logo",
    }
}

/// All of it together. The default is what galleries looked like before there was a choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Look {
    /// How the photographs lie.
    pub layout: Layout,
    /// How much room is between them.
    pub spacing: Spacing,
    /// How large they are.
    pub size: TileSize,
    /// The type.
    pub fonts: Fonts,
    /// The colours.
    pub palette: Palette,
    /// The cover.
    pub cover: CoverStyle,
    /// What stands for the studio.
    pub brand: Brand,
}

impl Look {
    /// Its words, under the names that the stylesheet knows them by.
    pub fn words(self) -> [(&'static str, &'static str); 7] {
        [
            ("layout", self.layout.as_str()),
            ("spacing", self.spacing.as_str()),
            ("size", self.size.as_str()),
            ("fonts", self.fonts.as_str()),
            ("palette", self.palette.as_str()),
            ("cover", self.cover.as_str()),
            ("brand", self.brand.as_str()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proptest::prelude::*;

    use super::*;

    fn any_look() -> impl Strategy<Value = Look> {
        let of = |length: usize| 0..length;
        let places = (
            of(Layout::ALL.len()),
            of(Spacing::ALL.len()),
            of(TileSize::ALL.len()),
            of(Fonts::ALL.len()),
            of(Palette::ALL.len()),
            of(CoverStyle::ALL.len()),
            of(Brand::ALL.len()),
        );
        places.prop_map(|(layout, spacing, size, fonts, palette, cover, brand)| Look {
            layout: Layout::ALL[layout],
            spacing: Spacing::ALL[spacing],
            size: TileSize::ALL[size],
            fonts: Fonts::ALL[fonts],
            palette: Palette::ALL[palette],
            cover: CoverStyle::ALL[cover],
            brand: Brand::ALL[brand],
        })
    }

    #[test]
    fn nothing_chosen_is_what_it_was() {
        let words: Vec<_> = Look::default().words().into_iter().map(|(_, word)| word).collect();
        assert_eq!(words, ["justified", "normal", "medium", "editorial", "paper", "full", "name"]);
    }

    proptest! {
        #[test]
        fn every_look_is_read_back_from_its_words(look in any_look()) {
            let [layout, spacing, size, fonts, palette, cover, brand] = look.words().map(|(_, word)| word);
            let back = Look {
                layout: layout.parse().expect("a layout"),
                spacing: spacing.parse().expect("a spacing"),
                size: size.parse().expect("a size"),
                fonts: fonts.parse().expect("fonts"),
                palette: palette.parse().expect("a palette"),
                cover: cover.parse().expect("a cover"),
                brand: brand.parse().expect("a brand"),
            };
            prop_assert_eq!(back, look);
        }
    }

    #[test]
    fn no_other_word_is_taken() {
        for word in ["", "Paper", "paper ", "justified\0"] {
            assert!(Layout::from_str(word).is_err() && Palette::from_str(word).is_err(), "{word:?}");
        }
    }
}
