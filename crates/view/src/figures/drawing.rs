//! A picture: a few marks and words, written as SVG.

use std::fmt::{Display, Write};

/// The colours, which stay apart for the colour-blind and in grey.
pub(super) const INK: &str = "#1b2430";
pub(super) const SOFT: &str = "#586473";
pub(super) const GRID: &str = "#e2e7ec";
pub(super) const MORE: &str = "#0b5ea8";
pub(super) const LESS: &str = "#b3460f";
pub(super) const BAND: &str = "#8fb8e2";
pub(super) const PAPER: &str = "#ffffff";

/// Which part of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) anchor: Anchor,
    pub(super) size: f64,
    pub(super) color: &'static str,
    pub(super) is_bold: bool,
}

/// Words, axes and numbers.
pub(super) const LABEL: Style = Style { anchor: Anchor::End, size: 13.0, color: INK, is_bold: false };
pub(super) const NUMBER: Style = Style { anchor: Anchor::End, size: 12.0, color: INK, is_bold: false };
pub(super) const TICK: Style = Style { anchor: Anchor::Middle, size: 11.0, color: SOFT, is_bold: false };

impl Style {
    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn bold(self, is_bold: bool) -> Self {
        Self { is_bold, ..self }
    }

    pub(super) fn in_color(self, color: &'static str) -> Self {
        Self { color, ..self }
    }
}

/// A picture that grows.
#[derive(Debug)]
pub(super) struct Drawing {
    width: f64,
    marks: String,
}

impl Drawing {
    /// A picture of a width, with a title and what a reader must know of its marks.
    pub(super) fn new(width: f64, title: &str, caption: &str) -> Self {
        let mut drawing = Self { width, marks: String::new() };
        drawing.text(16.0, 26.0, LABEL.at(Anchor::Start).bold(true), title);
        drawing.text(16.0, 46.0, TICK.at(Anchor::Start), caption);
        drawing
    }

    /// Adds an element with its attributes.
    pub(super) fn mark(&mut self, element: &str, attributes: &[(&str, &dyn Display)]) {
        self.marks.push('<');
        self.marks.push_str(element);
        for (name, value) in attributes {
            // Writing to a text cannot fail.
            let _ = write!(self.marks, " {name}=\"{}\"", escaped(&value.to_string()));
        }
        self.marks.push_str("/>\n");
    }

    pub(super) fn line(&mut self, [x1, y1]: [f64; 2], [x2, y2]: [f64; 2], color: &str, width: f64) {
        let places = [x1, y1, x2, y2].map(Length);
        let [x1, y1, x2, y2] = &places;
        self.mark(
            "line",
            &[
                ("x1", x1),
                ("y1", y1),
                ("x2", x2),
                ("y2", y2),
                ("stroke", &color),
                ("stroke-width", &Length(width)),
            ],
        );
    }

    pub(super) fn disc(&mut self, [x, y]: [f64; 2], radius: f64, fill: &str, color: &str) {
        self.mark(
            "circle",
            &[
                ("cx", &Length(x)),
                ("cy", &Length(y)),
                ("r", &Length(radius)),
                ("fill", &fill),
                ("stroke", &color),
                ("stroke-width", &"1.5"),
            ],
        );
    }

    pub(super) fn bar(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], fill: &str) {
        self.mark(
            "rect",
            &[
                ("x", &Length(x)),
                ("y", &Length(y)),
                ("width", &Length(width)),
                ("height", &Length(height)),
                ("fill", &fill),
            ],
        );
    }

    /// A path, moved from where it begins to a place.
    pub(super) fn path(&mut self, d: &str, [x, y]: [f64; 2], fill: &str, color: &str) {
        let place = format!("translate({} {})", Length(x), Length(y));
        self.mark(
            "path",
            &[
                ("d", &d),
                ("transform", &place),
                ("fill", &fill),
                ("stroke", &color),
                ("stroke-width", &"1.5"),
            ],
        );
    }

    /// Begins a group of marks that are moved and scaled together.
    pub(super) fn group(&mut self, [x, y]: [f64; 2], scale: f64) {
        let _ = writeln!(
            self.marks,
            "<g transform=\"translate({} {}) scale({scale:.4})\">",
            Length(x),
            Length(y)
        );
    }

    pub(super) fn end_group(&mut self) {
        self.marks.push_str("</g>\n");
    }

    pub(super) fn text(&mut self, x: f64, y: f64, style: Style, text: &str) {
        let anchor = match style.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if style.is_bold { " font-weight=\"bold\"" } else { "" };
        let _ = writeln!(
            self.marks,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"{anchor}\" font-size=\"{}\" fill=\"{}\"{weight}>{}</text>",
            Length(x),
            Length(y),
            style.size,
            style.color,
            escaped(text),
        );
    }

    /// The picture as a file of its own.
    pub(super) fn finish(self, height: f64, title: &str) -> String {
        let (width, height) = (Length(self.width), Length(height));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-family=\"Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\" role=\"img\">\n<title>{}</title>\n\
             <rect width=\"{width}\" height=\"{height}\" fill=\"{PAPER}\"/>\n{}</svg>\n",
            escaped(title),
            self.marks
        )
    }
}

/// A length in pixels, with one decimal at most.
struct Length(f64);

impl Display for Length {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        write!(f, "{}", if tenths == 0.0 { 0.0 } else { tenths })
    }
}

/// A text that may stand in an element or an attribute of XML, without the characters that XML has not.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\t' | '\n' | '\r' => safe.push(' '),
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => safe.push('\u{FFFD}'),
            // Marks that would turn what follows around.
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            letter => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::{Drawing, LABEL, Length};

    #[test]
    fn whatever_is_written_is_xml() {
        let mut drawing = Drawing::new(100.0, "<&>\0", "a\u{202E}b");
        drawing.text(1.0, 2.0, LABEL, "</text><script>\u{1}\"");
        let svg = drawing.finish(50.0, "</title>");
        assert!(!svg.contains("<script>") && !svg.contains("</title></title>"), "{svg}");
        assert!(!svg.contains(['\0', '\u{1}', '\u{202E}']), "{svg}");
        assert_eq!(svg.matches("<text").count(), svg.matches("</text>").count());
    }

    #[test]
    fn lengths_have_one_decimal_at_most() {
        assert_eq!([0.04, -0.04, 2.0, 1.25].map(|length| Length(length).to_string()), ["0", "0", "2", "1.3"]);
    }
}
