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
        "photo.hide" => say!(dashboard.deed_photo_hide),
        "photo.show" => say!(dashboard.deed_photo_show),
        "photo.rename" => say!(dashboard.deed_photo_rename),
        "photo.add_keyword" => say!(dashboard.deed_photo_add_keyword),
        "photo.remove_keyword" => say!(dashboard.deed_photo_remove_keyword),
        "photo.copy" => say!(dashboard.deed_photo_copy),
        "photo.move" => say!(dashboard.deed_photo_move),
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
}
