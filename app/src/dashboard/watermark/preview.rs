//! A watermark as the browser draws it over a picture, near enough to what is painted into it.

use domain::Place;

use super::api::MarkForm;

/// The height of a line that is an em of the font: what stands above and below the letters, too.
const EM: f64 = 0.826;

/// How wide a letter is on the average, in ems.
const LETTER: f64 = 0.58;

/// The widest words may be, as a part of the picture's width.
const WIDTH: f64 = 0.6;

/// The drawing inside an `<svg>` as large as the picture. `name` is the studio's, `logo` the address of its logo.
pub fn drawing(form: &MarkForm, name: &str, logo: Option<&str>, (width, height): (u32, u32)) -> String {
    let size = (f64::from(width.max(1)), f64::from(height.max(1)));
    match &*form.mark {
        "logo" => logo.map(|logo| of_logo(form, logo, size)).unwrap_or_default(),
        "text" => of_words(form, &form.text, size),
        _ => of_words(form, name, size),
    }
}

fn of_words(form: &MarkForm, words: &str, (width, height): (f64, f64)) -> String {
    let letters = words.trim().chars().count();
    if letters == 0 {
        return String::new();
    }
    let line = width.min(height) * f64::from(form.size) / 108.0;
    #[expect(clippy::cast_precision_loss, reason = "a line of words")]
    let across = |line: f64| line * EM * LETTER * letters as f64;
    let line = line * (width * WIDTH / across(line)).min(1.0);
    let (wide, em, words) = (across(line), line * EM, escaped(words.trim()));
    let opacity = f64::from(form.opacity) / 100.0;
    let letters = |x: f64, y: f64, anchor: &str| {
        let text = |x: f64, y: f64, colour: &str, opacity: f64| {
            format!(
                r#"<text x="{x:.1}" y="{y:.1}" font-size="{em:.1}" font-weight="600" text-anchor="{anchor}" fill="{colour}" fill-opacity="{opacity:.3}">{words}</text>"#
            )
        };
        let off = line / 24.0;
        text(x + off, y + off, "#000", opacity * 35.0 / 60.0) + &text(x, y, "#fff", opacity)
    };
    if form.place == Place::Tiled {
        let (step, row) = (wide * 1.4, (line * 2.6).max(wide / 4.0));
        let second = row + em;
        let tile =
            letters(0.0, em, "start") + &letters(step / 2.0, second, "start") + &letters(-step / 2.0, second, "start");
        return tiled(&tile, step, row);
    }
    let (column, row) = form.place.cell();
    let margin = line * 0.8;
    let (x, anchor) = [(margin, "start"), (width / 2.0, "middle"), (width - margin, "end")][usize::from(column)];
    let top = [margin, (height - line) / 2.0, height - line - margin][usize::from(row)];
    letters(x, top + line * 0.8, anchor)
}

fn of_logo(form: &MarkForm, logo: &str, (width, height): (f64, f64)) -> String {
    let (wide, tall) = (width * f64::from(form.size) / 100.0, height * WIDTH);
    let (logo, opacity) = (escaped(logo), f64::from(form.opacity) / 100.0);
    let image = |x: f64, y: f64, (wide, tall): (f64, f64), keeps: &str| {
        format!(
            r#"<image href="{logo}" x="{x:.1}" y="{y:.1}" width="{wide:.1}" height="{tall:.1}" opacity="{opacity:.2}" preserveAspectRatio="{keeps} meet"/>"#
        )
    };
    if form.place == Place::Tiled {
        let (step, row, size) = (wide * 1.4, wide * 1.3, (wide, wide / 2.0));
        let tile = image(0.0, 0.0, size, "xMinYMin")
            + &image(step / 2.0, row, size, "xMinYMin")
            + &image(-step / 2.0, row, size, "xMinYMin");
        return tiled(&tile, step, row);
    }
    let (column, row) = form.place.cell();
    let margin = width.min(height) * 0.8 / 18.0;
    let x = [margin, (width - wide) / 2.0, width - wide - margin][usize::from(column)];
    let y = [margin, (height - tall) / 2.0, height - tall - margin][usize::from(row)];
    let keeps = format!("x{}Y{}", ["Min", "Mid", "Max"][usize::from(column)], ["Min", "Mid", "Max"][usize::from(row)]);
    image(x, y, (wide, tall), &keeps)
}

/// Two rows of a pattern that rises to the right.
fn tiled(tile: &str, step: f64, row: f64) -> String {
    format!(
        r#"<defs><pattern id="mark-tiles" patternUnits="userSpaceOnUse" width="{step:.1}" height="{:.1}" patternTransform="rotate(-30)">{tile}</pattern></defs><rect width="100%" height="100%" fill="url(#mark-tiles)"/>"#,
        row * 2.0
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(mark: &str, place: Place) -> MarkForm {
        MarkForm { mark: mark.into(), text: "<b>\"A & B\"".into(), place, opacity: 60, size: 6 }
    }

    #[test]
    fn what_is_typed_is_words_and_nothing_else() {
        for place in Place::ALL {
            let drawn = drawing(&form("text", place), "Mirna", None, (1200, 800));
            assert!(drawn.contains("&lt;b&gt;&quot;A &amp; B&quot;</text>") && !drawn.contains("<b>"), "{drawn}");
            assert_eq!(drawn.contains("<pattern"), place == Place::Tiled);
        }
    }

    #[test]
    fn each_place_is_drawn_elsewhere() {
        let drawn = |place| drawing(&form("name", place), "Mirna", None, (1200, 800));
        let mut all: Vec<String> = Place::ALL.map(drawn).to_vec();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), Place::ALL.len());
        assert!(drawn(Place::BottomRight).contains(r#"text-anchor="end""#));
    }

    #[test]
    fn without_words_or_a_logo_nothing_is_drawn() {
        assert_eq!(drawing(&form("name", Place::Middle), " ", None, (1200, 800)), "");
        assert_eq!(drawing(&form("logo", Place::Middle), "Mirna", None, (1200, 800)), "");
        assert!(drawing(&form("logo", Place::Left), "", Some("/logo?v=1"), (0, 0)).contains("xMinYMid meet"));
    }
}
