//! In which cuts and widths is a picture on a page, and by which names?
//!
//! `whole-640` is all of it, 640 pixels wide; `card-640-50x30` is what a list shows of it, 16 to 9, about the point that lies
//! at 50 per cent of its width and 30 of its height. A name stands for the same pixels for ever.

use std::fmt;
use std::str::FromStr;

use story::Focus;

use crate::rendition::MAX_WIDTH;

/// The widths in pixels in which pages ask for a picture, beside its own.
const WIDTHS: [u32; 4] = [320, 640, 960, 1280];
/// The proportions of a card.
const CARD: (u32, u32) = (16, 9);

/// What of a picture is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// All of it.
    Whole,
    /// 16 to 9, about the point that matters.
    Card(Focus),
}

/// A cut at a width.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cut {
    /// What is shown.
    pub shape: Shape,
    /// In pixels.
    pub width: u32,
}

/// A part of a picture, in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

impl Shape {
    /// The part of a picture of this size that it shows.
    pub(crate) fn window(self, width: u32, height: u32) -> Window {
        let Shape::Card(focus) = self else {
            return Window { left: 0, top: 0, width, height };
        };
        let across =
            (u64::from(height) * u64::from(CARD.0) / u64::from(CARD.1)).clamp(1, u64::from(width)) as u32;
        let down =
            (u64::from(width) * u64::from(CARD.1) / u64::from(CARD.0)).clamp(1, u64::from(height)) as u32;
        // As near to the point as the edges allow.
        let place = |all: u32, part: u32, percent: u8| {
            let middle = u64::from(all) * u64::from(percent) / 100;
            middle.saturating_sub(u64::from(part / 2)).min(u64::from(all - part)) as u32
        };
        Window {
            left: place(width, across, focus.x),
            top: place(height, down, focus.y),
            width: across,
            height: down,
        }
    }

    /// The cuts of this shape that there are of a picture of this size (that of its rendition), the narrowest first.
    pub fn cuts(self, width: u32, height: u32) -> Vec<Cut> {
        let own = self.window(width, height).width.min(MAX_WIDTH);
        WIDTHS
            .into_iter()
            .filter(|width| *width < own)
            .chain([own])
            .map(|width| Cut { shape: self, width })
            .collect()
    }

    /// The height in pixels that a cut of this shape has at a width, of a picture of this size.
    pub fn height_at(self, at: u32, width: u32, height: u32) -> u32 {
        let window = self.window(width, height);
        let exact = f64::from(at) * f64::from(window.height) / f64::from(window.width);
        (exact.round() as u32).max(1)
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.shape {
            Shape::Whole => write!(f, "whole-{}", self.width),
            Shape::Card(Focus { x, y }) => write!(f, "card-{}-{x}x{y}", self.width),
        }
    }
}

impl FromStr for Cut {
    type Err = ();

    fn from_str(name: &str) -> Result<Self, ()> {
        let number = |text: &str| text.parse::<u32>().map_err(|_| ());
        let cut = match name.split('-').collect::<Vec<_>>()[..] {
            ["whole", width] => Cut { shape: Shape::Whole, width: number(width)? },
            ["card", width, point] => {
                let (x, y) = point.split_once('x').ok_or(())?;
                let per_cent = |text: &str| text.parse::<u8>().map_err(|_| ());
                Cut { shape: Shape::Card(Focus::new(per_cent(x)?, per_cent(y)?)), width: number(width)? }
            }
            _ => return Err(()),
        };
        // One name for one file: no leading zeros, no signs.
        if cut.to_string() == name { Ok(cut) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_lies_about_the_point_that_matters_and_within_the_picture() {
        let card = |x, y| Shape::Card(Focus::new(x, y));
        for (shape, size, window) in [
            (card(50, 50), (1600, 1600), (0, 350, 1600, 900)),
            (card(50, 0), (1600, 1600), (0, 0, 1600, 900)),
            (card(50, 100), (1600, 1600), (0, 700, 1600, 900)),
            (card(10, 50), (3200, 900), (0, 0, 1600, 900)),
            (card(75, 50), (3200, 900), (1600, 0, 1600, 900)),
            (card(50, 50), (1, 1), (0, 0, 1, 1)),
            (Shape::Whole, (7, 5), (0, 0, 7, 5)),
        ] {
            let Window { left, top, width, height } = shape.window(size.0, size.1);
            assert_eq!((left, top, width, height), window, "{shape:?} of {size:?}");
        }
    }

    #[test]
    fn no_cut_is_wider_than_the_picture() {
        let widths = |shape: Shape, width, height| -> Vec<u32> {
            shape.cuts(width, height).into_iter().map(|cut| cut.width).collect()
        };
        assert_eq!(widths(Shape::Whole, 1600, 1000), [320, 640, 960, 1280, 1600]);
        assert_eq!(widths(Shape::Whole, 640, 1000), [320, 640]);
        assert_eq!(widths(Shape::Whole, 200, 100), [200]);
        assert_eq!(widths(Shape::Card(Focus::MIDDLE), 1600, 500), [320, 640, 888]);
        assert_eq!(Shape::Whole.height_at(320, 1600, 1000), 200);
        assert_eq!(Shape::Card(Focus::MIDDLE).height_at(320, 1600, 1600), 180);
    }

    #[test]
    fn a_cut_has_one_name() {
        for name in ["whole-320", "card-640-50x30", "card-1-0x100"] {
            assert_eq!(name.parse::<Cut>().unwrap().to_string(), name);
        }
        for name in [
            "",
            "whole",
            "whole-",
            "whole-0320",
            "whole-+3",
            "card-640",
            "card-640-50x130",
            "card-640-050x30",
            "../x",
        ] {
            assert!(name.parse::<Cut>().is_err(), "{name}");
        }
    }
}
