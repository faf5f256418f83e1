//! Runs of a few characters by which texts are found without holding each against each.

use std::collections::{BTreeMap, HashMap};

/// Characters of a piece of text that is looked up.
const PIECE: usize = 4;

/// A piece that stands in more texts than this tells nothing about any of them.
pub(super) const COMMON: usize = 64;

/// A run of characters.
pub(super) type Piece = [char; PIECE];

/// Every run of a few characters.
pub(super) fn pieces(words: &[char]) -> Vec<Piece> {
    words.array_windows().copied().collect()
}

/// Texts by the pieces that stand in them. Asking takes time in the length of what is asked alone.
#[derive(Debug, Default)]
pub(super) struct Index {
    places: HashMap<Piece, Vec<usize>>,
}

impl Index {
    /// Adds a text under its place; places come in rising order.
    pub(super) fn add(&mut self, place: usize, pieces: Vec<Piece>) {
        for piece in pieces {
            let places = self.places.entry(piece).or_default();
            if places.last() != Some(&place) && places.len() <= COMMON {
                places.push(place);
            }
        }
    }

    /// How many of these pieces stand in each text that has any; common ones are left out.
    pub(super) fn shared(&self, pieces: &[Piece]) -> BTreeMap<usize, usize> {
        let mut shared = BTreeMap::new();
        for piece in pieces {
            let places = self.places.get(piece).filter(|places| places.len() <= COMMON);
            for place in places.into_iter().flatten() {
                *shared.entry(*place).or_default() += 1;
            }
        }
        shared
    }

    /// How many of these pieces are common.
    pub(super) fn common(&self, pieces: &[Piece]) -> usize {
        let is_common = |piece: &&Piece| self.places.get(*piece).is_some_and(|places| places.len() > COMMON);
        pieces.iter().filter(is_common).count()
    }
}
