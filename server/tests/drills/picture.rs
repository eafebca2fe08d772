//! Real photographs of any length.

use backend::{
    demo::pictures::{Scene, draw},
    sha256,
};
use bytes::Bytes;

/// A JPEG that can be developed, made as long as wanted by comments in it, which any two share.
pub struct Picture {
    /// The bytes, one after the other.
    pub pieces: [Bytes; 3],
    /// Of all of them.
    pub sha256: [u8; 32],
    /// How many they are.
    pub length: u64,
}

impl Picture {
    /// Another one for each seed.
    pub fn new(seed: u64, (width, height): (u32, u32), comments: &Bytes) -> Self {
        let jpeg = Bytes::from(draw(Scene::Forest, seed, width, height, "2026:05:16 10:00:00"));
        let pieces = [jpeg.slice(..2), comments.clone(), jpeg.slice(2..)];
        let length = pieces.iter().map(|piece| piece.len() as u64).sum();
        Self { sha256: sha256(pieces.concat()), length, pieces }
    }

    /// All of it in one.
    pub fn whole(&self) -> Bytes {
        self.pieces.concat().into()
    }

    /// What is left from `offset` on.
    pub fn from(&self, mut offset: usize) -> Vec<Bytes> {
        let mut rest = Vec::new();
        for piece in &self.pieces {
            rest.push(piece.slice(offset.min(piece.len())..));
            offset -= offset.min(piece.len());
        }
        rest
    }
}

/// So many bytes of comments, as they may follow the beginning of any JPEG (ITU-T T.81, B.2.4.5). At least 4, or none.
pub fn comments(length: usize) -> Bytes {
    const LONGEST: usize = 65_000;
    let mut bytes = Vec::with_capacity(length);
    while bytes.len() < length {
        let left = length - bytes.len();
        // What follows must have room for its own head.
        let one = if left > LONGEST && left < LONGEST + 4 { left - 4 } else { left.min(LONGEST) };
        bytes.extend([0xff, 0xfe]);
        bytes.extend((one as u16 - 2).to_be_bytes());
        bytes.resize(bytes.len() + one - 4, b' ');
    }
    bytes.into()
}
