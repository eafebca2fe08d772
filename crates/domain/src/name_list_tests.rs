use proptest::prelude::*;

use super::*;
use crate::export::Export;

const NAMES: [&str; 8] = [
    "DSC_0123.jpg",
    "DSC_0124.JPG",
    "IMG_1124.jpg",
    "Ana & Luka 2.jpg",
    "Šibenik, čamac.png",
    "kiss.jpg",
    "kiss.png",
    "Ana.jpg",
];

fn read(text: &str) -> NameList {
    NameList::read(text, &NAMES).expect("a list")
}

fn photos(text: &str) -> Vec<usize> {
    read(text).photos.into_iter().collect()
}

#[test]
fn names_are_found_however_they_are_written() {
    for (text, found) in [
        ("DSC_0123.jpg\r\nDSC_0124.jpg", vec![0, 1]),
        ("dsc_0123, DSC_0124;ANA", vec![0, 1, 7]),
        ("\u{feff}DSC_0123\tDSC_0124", vec![0, 1]),
        ("DSC_0123 Ana & Luka 2 DSC_0124", vec![0, 1, 3]),
        ("DSC_0123.CR3\nDSC_0124.xmp", vec![0, 1]),
        ("Šibenik, čamac.png", vec![4]),
        ("\"Šibenik, čamac.png\", \"Ana\"", vec![4, 7]),
        ("S\u{30c}ibenik, c\u{30c}amac", vec![4]),
        ("ana  &\u{a0}luka 2", vec![3]),
        ("kiss.png", vec![6]),
    ] {
        let list = read(text);
        assert_eq!(list.photos.iter().copied().collect::<Vec<_>>(), found, "{text}");
        assert!(list.unmatched.is_empty() && list.unclear.is_empty(), "{text}: {list:?}");
    }
}

#[test]
fn a_number_is_found_where_one_name_alone_ends_with_it() {
    let list = read("0123 1124, 124, 9\n123");
    assert_eq!(list.photos.iter().copied().collect::<Vec<_>>(), [0, 2]);
    let found = |number: &str, name: &str| (number.to_owned(), name.to_owned());
    let by_number = vec![found("0123", "DSC_0123.jpg"), found("1124", "IMG_1124.jpg"), found("123", "DSC_0123.jpg")];
    assert_eq!(list.by_number, by_number);
    assert_eq!((list.unclear, list.unmatched), (vec!["124".to_owned()], vec!["9".to_owned()]));
    // Beside a word it is a part of a name.
    assert_eq!(read("Luka 0123").unmatched, ["Luka 0123"]);
}

#[test]
fn what_is_not_there_is_said_as_it_was_written() {
    let list = read("DSC_0123, The first dance.jpg, Ana\nthe first dance.jpg\n\"x, y\"");
    assert_eq!(list.photos.into_iter().collect::<Vec<_>>(), [0, 7]);
    assert_eq!(list.unmatched, ["The first dance.jpg", "\"x, y\""]);
}

#[test]
fn a_name_of_several_photographs_means_all_of_them() {
    let list = read("kiss");
    assert_eq!((list.photos.len(), list.several), (2, vec!["kiss".to_owned()]));
    assert_eq!(photos("kiss.jpg"), [5]);
}

#[test]
fn a_list_has_an_end() {
    assert_eq!(NameList::read(" ,; \n\t", &NAMES), Err(NameListError::Empty));
    let many: String = (0..=MAX_NAMES).map(|at| format!("x{at}\n")).collect();
    assert_eq!(NameList::read(&many, &NAMES), Err(NameListError::TooLong));
    assert_eq!(NameList::read(&"x".repeat(MAX_LIST_BYTES + 1), &NAMES), Err(NameListError::TooLong));
    // The same words again and again are as much work.
    assert_eq!(NameList::read(&"Ana ".repeat(MAX_LIST_BYTES / 4), &NAMES), Err(NameListError::TooLong));
    assert_eq!(NameList::read(&"no 1\n".repeat(MAX_LIST_BYTES / 5), &NAMES), Err(NameListError::TooLong));
    let all: Vec<String> = (0..MAX_NAMES).map(|at| format!("DSC_{at:05}.jpg")).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let text = Export::CaptureOne.text(all.iter().copied());
    assert_eq!(NameList::read(&text, &all).expect("a list").photos.len(), MAX_NAMES);
}

/// Whether each that was chosen is found, and nothing else but what is called the same.
fn comes_back(names: &[String], chosen: &[bool], export: Export) -> Result<(), TestCaseError> {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let wanted: Vec<usize> = (0..names.len()).filter(|at| chosen[*at]).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let text = export.text(wanted.iter().map(|at| names[*at]));
    let list = NameList::read(&text, &names).expect("a list");
    let stems: HashSet<String> = wanted.iter().map(|at| key(stem(names[*at]))).collect();
    prop_assert!(wanted.iter().all(|at| list.photos.contains(at)), "{export:?}: {text:?} {list:?}");
    prop_assert!(list.photos.iter().all(|at| stems.contains(&key(stem(names[*at])))), "{export:?}: {text:?} {list:?}");
    prop_assert_eq!((list.unmatched, list.unclear, list.by_number), (vec![], vec![], vec![]));
    Ok(())
}

proptest! {
    #[test]
    fn what_was_exported_selects_the_same(
        names in proptest::collection::vec("[A-Za-zČšž0-9_&-]{1,5}( [A-Za-z0-9]{1,3}){0,2}\\.(jpg|JPG|png)", 1..12),
        chosen in proptest::collection::vec(any::<bool>(), 12),
    ) {
        for export in [Export::Names, Export::Stems, Export::Lightroom] {
            comes_back(&names, &chosen, export)?;
        }
    }

    #[test]
    fn what_was_exported_for_capture_one_selects_the_same(
        names in proptest::collection::vec("[A-Za-zČšž0-9_&-]{1,5}\\.(jpg|JPG|png)", 1..12),
        chosen in proptest::collection::vec(any::<bool>(), 12),
    ) {
        comes_back(&names, &chosen, Export::CaptureOne)?;
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "[\\PC\\n\\t\"]{0,60}", names in proptest::collection::vec("\\PC{0,12}", 0..5)) {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        if let Ok(list) = NameList::read(&text, &names) {
            prop_assert!(list.photos.iter().all(|at| *at < names.len()));
        }
    }
}
