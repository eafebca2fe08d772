//! What was done, in words.

use crate::say;

/// The words for a kind of deed; one that has none yet is named as it is stored.
pub fn deed(action: &str) -> String {
    let words = match action {
        "account.register" => say!(dashboard.deed_account_register),
        "account.verify" => say!(dashboard.deed_account_verify),
        "account.sign_in" => say!(dashboard.deed_account_sign_in),
        "account.sign_out_device" => say!(dashboard.deed_account_sign_out_device),
        "account.sign_out_others" => say!(dashboard.deed_account_sign_out_others),
        "account.change_password" => say!(dashboard.deed_account_change_password),
        "account.reset_password" => say!(dashboard.deed_account_reset_password),
        "account.rename" => say!(dashboard.deed_account_rename),
        "token.make" => say!(dashboard.deed_token_make),
        "token.revoke" => say!(dashboard.deed_token_revoke),
        "gallery.create" => say!(dashboard.deed_gallery_create),
        "gallery.duplicate" => say!(dashboard.deed_gallery_duplicate),
        "gallery.edit" => say!(dashboard.deed_gallery_edit),
        "gallery.publish" => say!(dashboard.deed_gallery_publish),
        "gallery.unpublish" => say!(dashboard.deed_gallery_unpublish),
        "gallery.archive" => say!(dashboard.deed_gallery_archive),
        "gallery.unarchive" => say!(dashboard.deed_gallery_unarchive),
        "gallery.trash" => say!(dashboard.deed_gallery_trash),
        "gallery.restore" => say!(dashboard.deed_gallery_restore),
        "gallery.cover" => say!(dashboard.deed_gallery_cover),
        "gallery.focus" => say!(dashboard.deed_gallery_focus),
        "gallery.order" => say!(dashboard.deed_gallery_order),
        "gallery.clock" => say!(dashboard.deed_gallery_clock),
        "gallery.set_downloads" => say!(dashboard.deed_gallery_set_downloads),
        "gallery.reset_download_pin" => say!(dashboard.deed_gallery_reset_download_pin),
        "photo.upload" => say!(dashboard.deed_photo_upload),
        "photo.replace" => say!(dashboard.deed_photo_replace),
        "photo.trash" => say!(dashboard.deed_photo_trash),
        "photo.restore" => say!(dashboard.deed_photo_restore),
        "photo.put" => say!(dashboard.deed_photo_put),
        "photo.place" => say!(dashboard.deed_photo_place),
        "photo.rate" => say!(dashboard.deed_photo_rate),
        "photo.hide" => say!(dashboard.deed_photo_hide),
        "photo.show" => say!(dashboard.deed_photo_show),
        "photo.rename" => say!(dashboard.deed_photo_rename),
        "photo.add_keyword" => say!(dashboard.deed_photo_add_keyword),
        "photo.remove_keyword" => say!(dashboard.deed_photo_remove_keyword),
        "photo.copy" => say!(dashboard.deed_photo_copy),
        "photo.move" => say!(dashboard.deed_photo_move),
        "import.begin" => say!(dashboard.deed_import_begin),
        "import.folder" => say!(dashboard.deed_import_folder),
        "import.cancel" => say!(dashboard.deed_import_cancel),
        "set.create" => say!(dashboard.deed_set_create),
        "set.rename" => say!(dashboard.deed_set_rename),
        "set.hide" => say!(dashboard.deed_set_hide),
        "set.show" => say!(dashboard.deed_set_show),
        "set.arrange" => say!(dashboard.deed_set_arrange),
        "set.delete" => say!(dashboard.deed_set_delete),
        "choices.edit" => say!(dashboard.deed_choices_edit),
        "choices.send" => say!(dashboard.deed_choices_send),
        "choices.reopen" => say!(dashboard.deed_choices_reopen),
        "list.define" => say!(dashboard.deed_list_define),
        "list.undefine" => say!(dashboard.deed_list_undefine),
        "comment.answer" => say!(dashboard.deed_comment_answer),
        "gallery.look" => say!(dashboard.deed_gallery_look),
        "gallery.gate" => say!(dashboard.deed_gallery_gate),
        "gallery.client_code" => say!(dashboard.deed_gallery_client_code),
        "gallery.password" => say!(dashboard.deed_gallery_password),
        "gallery.no_password" => say!(dashboard.deed_gallery_no_password),
        "gallery.set_up" => say!(dashboard.deed_gallery_set_up),
        "gallery.invite" => say!(dashboard.deed_gallery_invite),
        "gallery.proofing" => say!(dashboard.deed_gallery_proofing),
        "gallery.watermark" => say!(dashboard.deed_gallery_watermark),
        "studio.watermark" => say!(dashboard.deed_studio_watermark),
        "studio.brand" => say!(dashboard.deed_studio_brand),
        "studio.no_brand" => say!(dashboard.deed_studio_no_brand),
        "studio.logo" => say!(dashboard.deed_studio_logo),
        "set.client" => say!(dashboard.deed_set_client),
        "set.all" => say!(dashboard.deed_set_all),
        other => return other.to_owned(),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_without_words_is_named() {
        assert_eq!(deed("gallery.publish"), "Published");
        assert_eq!(deed("gallery.dance"), "gallery.dance");
    }

    #[test]
    fn all_that_is_written_has_words() {
        let mut found = 0;
        let mut folders = vec![std::path::PathBuf::from("../crates/backend/src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    folders.push(path);
                    continue;
                }
                let text = std::fs::read_to_string(path).expect("a source");
                // What tests and queries name is said by those who write it, too.
                for line in text.lines().filter(|line| line.contains("action")) {
                    for word in line.split('"').skip(1).step_by(2).filter(|word| is_kind(word)) {
                        assert_ne!(deed(word), *word, "{word} has no words");
                        found += 1;
                    }
                }
            }
        }
        assert!(found > 40, "{found} kinds");
    }

    fn is_kind(word: &str) -> bool {
        let letters = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
        word.split_once('.').is_some_and(|(thing, verb)| letters(thing) && letters(verb))
    }
}
