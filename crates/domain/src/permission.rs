//! The one authorisation function.
//!
//! Every route declares its [`Need`] once; every verb calls [`Need::check`] with what it loaded. Views ask the same
//! question to hide what would be refused.

use serde::{Deserialize, Serialize};

use crate::{Role, Standing, StudioId, Viewer};

/// What one must be to do a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Need {
    /// Nothing.
    Public,
    /// A person who signed in.
    SignedIn,
    /// A person who runs this server.
    Operator,
    /// A member of the studio they act for, with at least this role.
    Studio(Role),
    /// A member of the gallery's own studio, with at least this role. The trash is out of sight.
    Gallery(Role),
    /// The same, and the trash is in sight: restoring.
    GalleryOrTrash(Role),
    /// Anyone who holds the gallery's link: they learn how it stands and whose it is, no more.
    Link,
    /// A client who gave what a gallery asks, when it is open; or any member of its studio.
    Open,
}

/// The gallery in question, as far as access goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Whose it is.
    pub studio: StudioId,
    /// How it stands now.
    pub standing: Standing,
    /// Whether this viewer's browser has given all that it asks: its code, say, since the code last changed.
    pub unlocked: bool,
}

/// Proof that a check was made and passed; only [`Need::check`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Grant(());

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Sign in first (401).
    SignIn,
    /// Signed in, but not allowed (403).
    Forbidden,
    /// There is no such thing for you (404).
    NotFound,
    /// The gallery wants its code, or what else it asks (401).
    Locked,
    /// The gallery is not published yet (404).
    NotPublished,
    /// The gallery's time is over, or it was put away (410).
    Ended,
}

impl Need {
    /// What can be said before the gallery is known: one must be signed in, say. `None` for what anybody may try.
    pub fn without_subject(self) -> Option<Self> {
        match self {
            Self::Public | Self::Link | Self::Open => None,
            Self::Gallery(_) | Self::GalleryOrTrash(_) => Some(Self::SignedIn),
            Self::SignedIn | Self::Operator | Self::Studio(_) => Some(self),
        }
    }

    /// Whether `viewer` may, given the `subject` when the need speaks of one. Without a subject such a need is refused:
    /// what was not found cannot be allowed.
    ///
    /// # Errors
    /// The [`Refusal`] to answer with. Nobody learns from it that another studio's gallery exists.
    pub fn check(self, viewer: &Viewer, subject: Option<Subject>) -> Result<Grant, Refusal> {
        if viewer.scope.is_some_and(|scope| !scope.covers(self)) {
            return Err(Refusal::Forbidden);
        }
        match self {
            Self::Public => Ok(Grant(())),
            Self::SignedIn => viewer.person.as_ref().map(|_| Grant(())).ok_or(Refusal::SignIn),
            Self::Operator => match &viewer.person {
                None => Err(Refusal::SignIn),
                Some(person) if person.operator => Ok(Grant(())),
                Some(_) => Err(Refusal::Forbidden),
            },
            Self::Studio(role) => {
                viewer.person.as_ref().ok_or(Refusal::SignIn)?;
                at_least(role, viewer.membership.as_ref().map(|m| m.role), Refusal::Forbidden)
            }
            Self::Gallery(role) => {
                viewer.person.as_ref().ok_or(Refusal::SignIn)?;
                let subject = subject.filter(|s| s.standing != Standing::Trashed).ok_or(Refusal::NotFound)?;
                at_least(role, viewer.role_in(subject.studio), Refusal::NotFound)
            }
            Self::GalleryOrTrash(role) => {
                viewer.person.as_ref().ok_or(Refusal::SignIn)?;
                let subject = subject.ok_or(Refusal::NotFound)?;
                at_least(role, viewer.role_in(subject.studio), Refusal::NotFound)
            }
            Self::Link => match subject.ok_or(Refusal::NotFound)?.standing {
                Standing::Trashed => Err(Refusal::NotFound),
                _ => Ok(Grant(())),
            },
            Self::Open => open(viewer, subject.ok_or(Refusal::NotFound)?),
        }
    }
}

fn at_least(wanted: Role, role: Option<Role>, stranger: Refusal) -> Result<Grant, Refusal> {
    match role {
        None => Err(stranger),
        Some(role) if role >= wanted => Ok(Grant(())),
        Some(_) => Err(Refusal::Forbidden),
    }
}

fn open(viewer: &Viewer, subject: Subject) -> Result<Grant, Refusal> {
    let own = viewer.role_in(subject.studio).is_some();
    match subject.standing {
        Standing::Trashed => Err(Refusal::NotFound),
        _ if own => Ok(Grant(())),
        Standing::Draft => Err(Refusal::NotPublished),
        Standing::Expired | Standing::Archived => Err(Refusal::Ended),
        Standing::Open if subject.unlocked => Ok(Grant(())),
        Standing::Open => Err(Refusal::Locked),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{Membership, Person, TokenScope, UserId};

    fn member(studio: u128, role: Role) -> Viewer {
        Viewer {
            person: Some(Person {
                id: UserId(Uuid::from_u128(9)),
                name: "Mirna".into(),
                email: "mirna@example.com".parse().expect("an address"),
                operator: false,
            }),
            membership: Some(Membership { studio: StudioId(Uuid::from_u128(studio)), studio_name: "A".into(), role }),
            ..Viewer::default()
        }
    }

    fn gallery(standing: Standing, unlocked: bool) -> Option<Subject> {
        Some(Subject { studio: StudioId(Uuid::from_u128(1)), standing, unlocked })
    }

    #[test]
    fn roles_are_a_ladder() {
        for (have, want) in Role::ALL.into_iter().flat_map(|have| Role::ALL.map(|want| (have, want))) {
            let answer = Need::Gallery(want).check(&member(1, have), gallery(Standing::Draft, false));
            assert_eq!(answer.is_ok(), have >= want, "{have} for {want}");
        }
    }

    #[test]
    fn strangers_do_not_learn_that_it_exists() {
        let owner_elsewhere = member(2, Role::Owner);
        for standing in Standing::ALL {
            for need in [Need::Gallery(Role::Viewer), Need::GalleryOrTrash(Role::Owner)] {
                assert_eq!(need.check(&owner_elsewhere, gallery(standing, true)), Err(Refusal::NotFound));
            }
        }
    }

    #[test]
    fn the_code_opens_only_what_is_open() {
        let visitor = Viewer::default();
        assert_eq!(Need::Open.check(&visitor, gallery(Standing::Open, false)), Err(Refusal::Locked));
        assert!(Need::Open.check(&visitor, gallery(Standing::Open, true)).is_ok());
        for standing in [Standing::Draft, Standing::Expired, Standing::Archived, Standing::Trashed] {
            assert!(Need::Open.check(&visitor, gallery(standing, true)).is_err());
        }
    }

    #[test]
    fn a_token_may_no_more_than_its_person_and_its_scope() {
        let token = |role| Viewer { scope: Some(TokenScope::Upload), ..member(1, role) };
        let draft = gallery(Standing::Draft, false);
        assert!(Need::Gallery(Role::Editor).check(&token(Role::Owner), draft).is_ok());
        assert_eq!(Need::Gallery(Role::Editor).check(&token(Role::Viewer), draft), Err(Refusal::Forbidden));
        for need in [Need::SignedIn, Need::Studio(Role::Viewer), Need::Gallery(Role::Owner), Need::Link, Need::Open] {
            assert_eq!(need.check(&token(Role::Owner), draft), Err(Refusal::Forbidden), "{need:?}");
        }
    }

    #[test]
    fn nothing_found_is_nothing_allowed() {
        for need in [Need::Gallery(Role::Viewer), Need::GalleryOrTrash(Role::Viewer), Need::Link, Need::Open] {
            assert_eq!(need.check(&member(1, Role::Owner), None), Err(Refusal::NotFound));
        }
    }
}
