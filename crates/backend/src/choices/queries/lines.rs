//! What visitors chose, line by line, for what the studio takes away with it.

use domain::{GalleryId, ListId, PhotoId};
use uuid::Uuid;

use crate::{
    database::Tx,
    error::Result,
    limits::{LINES_AT_ONCE, VISITORS_AT_ONCE},
};

/// A photograph on a visitor's list, and whose it is.
pub(in super::super) struct Line {
    pub number: i32,
    pub name: String,
    pub email: Option<String>,
    pub list_name: String,
    pub sent: bool,
    pub photo: PhotoId,
    pub file_name: String,
    list: ListId,
    own: bool,
    set_place: i32,
    sort_key: Vec<u8>,
}

/// Where a line stands: by visitor, then hearts before the studio's lists before their own, each in the order they were
/// made, then in the gallery's order.
pub(in super::super) struct LinePlace {
    pub number: i32,
    beside_hearts: bool,
    own: bool,
    list: Uuid,
    set_place: i32,
    sort_key: Vec<u8>,
    file_name: String,
    photo: Uuid,
}

impl LinePlace {
    /// Before all lines of a visitor.
    pub(in super::super) fn before(number: i32) -> Self {
        Self {
            number,
            beside_hearts: false,
            own: false,
            list: Uuid::nil(),
            set_place: 0,
            sort_key: Vec::new(),
            file_name: String::new(),
            photo: Uuid::nil(),
        }
    }

    /// That of a line in a gallery.
    pub(in super::super) fn of(line: &Line, gallery: GalleryId) -> Self {
        Self {
            number: line.number,
            beside_hearts: line.list != ListId::hearts(gallery),
            own: line.own,
            list: line.list.0,
            set_place: line.set_place,
            sort_key: line.sort_key.clone(),
            file_name: line.file_name.clone(),
            photo: line.photo.0,
        }
    }
}

/// The last of the first [`VISITORS_AT_ONCE`] numbers of visitors from `first` on, if there are any; only that of one, if
/// one is wanted.
pub(in super::super) async fn visitors_from(
    tx: &mut Tx,
    id: GalleryId,
    first: i32,
    wanted: Option<i32>,
) -> Result<Option<i32>> {
    let last = sqlx::query_scalar!(
        "SELECT max(n.number) FROM (SELECT number FROM visitors
                                    WHERE gallery_id = $1 AND number >= $2 AND ($3::integer IS NULL OR number = $3)
                                    ORDER BY number LIMIT $4) n",
        id.0,
        first,
        wanted,
        VISITORS_AT_ONCE,
    );
    Ok(last.fetch_one(&mut **tx).await?)
}

/// The first [`LINES_AT_ONCE`] after a place, of its visitor and the next up to `last`; of one list, if one is wanted.
pub(in super::super) async fn lines_after(
    tx: &mut Tx,
    id: GalleryId,
    after: &LinePlace,
    last: i32,
    wanted: Option<ListId>,
) -> Result<Vec<Line>> {
    let rows = sqlx::query!(
        r#"SELECT v.number, v.name, v.email, l.id AS list, l.name AS list_name, l.visitor_id IS NOT NULL AS "own!",
                  s.id IS NOT NULL AS "sent!", p.id, p.file_name, p.set_place, p.sort_key
           FROM visitors v
           JOIN list_entries e ON e.visitor_id = v.id
           JOIN lists l ON l.id = e.list_id
           JOIN photos p ON p.id = e.photo_id
           LEFT JOIN submissions s ON s.visitor_id = v.id AND s.list_id = l.id AND s.reopened_at IS NULL
           WHERE v.gallery_id = $1 AND v.number >= $2 AND v.number <= $3 AND ($4::uuid IS NULL OR l.id = $4)
             AND p.state = 'ready' AND p.trashed_at IS NULL
             AND (v.number, l.id <> l.gallery_id, l.visitor_id IS NOT NULL, l.id,
                  p.set_place, p.sort_key, p.file_name, p.id) > ($2, $5, $6, $7, $8, $9, $10, $11)
           ORDER BY v.number, l.id <> l.gallery_id, l.visitor_id IS NOT NULL, l.id,
                    p.set_place, p.sort_key, p.file_name, p.id
           LIMIT $12"#,
        id.0,
        after.number,
        last,
        wanted.map(|list| list.0),
        after.beside_hearts,
        after.own,
        after.list,
        after.set_place,
        &after.sort_key[..],
        after.file_name.as_str(),
        after.photo,
        LINES_AT_ONCE,
    )
    .fetch_all(&mut **tx)
    .await?;
    let lines = rows.into_iter().map(|row| Line {
        number: row.number,
        name: row.name,
        email: row.email,
        list_name: row.list_name,
        sent: row.sent,
        photo: PhotoId(row.id),
        file_name: row.file_name,
        list: ListId(row.list),
        own: row.own,
        set_place: row.set_place,
        sort_key: row.sort_key,
    });
    Ok(lines.collect())
}
