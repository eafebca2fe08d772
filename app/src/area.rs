//! Areas: pages whose code a browser loads together. A visitor of a gallery never loads the dashboard; who works in the
//! dashboard has all of it after its first page.
//!
//! One module of an area, rather than one of a page: what several modules share becomes a module itself, one for each set
//! of modules that share it, and of eighteen pages there were hundreds of sets.

use std::{future::Future, marker::PhantomData};

use leptos::prelude::*;
use leptos_router::{Lazy, LazyRoute};

/// A page: what it asks for, and how it looks.
pub trait Page: Sized {
    /// Its resources and what else it needs.
    fn data() -> Self;

    /// What is seen, with that.
    fn view(this: Self) -> AnyView;

    /// What a page that came from the server needs besides its area before it is taken over.
    fn ready() -> impl Future<Output = ()> {
        std::future::ready(())
    }
}

/// A page that an [`area!`](crate::area!) lists.
pub trait InArea: 'static {
    /// The page, once its area is loaded.
    fn draw() -> impl Future<Output = AnyView>;

    /// Loads its area.
    fn preload() -> impl Future<Output = ()>;
}

/// A page as the router takes it.
pub struct Part<P>(PhantomData<fn() -> P>);

impl<P: InArea> LazyRoute for Part<P> {
    fn data() -> Self {
        Self(PhantomData)
    }

    async fn view(_: Self) -> AnyView {
        P::draw().await
    }

    async fn preload() {
        P::preload().await;
    }
}

/// For the `view` of a route.
pub fn page<P: InArea>() -> Lazy<Part<P>> {
    Lazy::new()
}

/// Puts pages into one module: the name of the function that draws them, that which loads it (leptos calls it so), and
/// the pages.
#[macro_export]
macro_rules! area {
    ($(#[$lint:meta])? $draw:ident, $preload:ident: $($page:ident),+ $(,)?) => {
        const _: () = {
            $(#[$lint])?
            #[derive(Clone, Copy)]
            enum Which {
                $($page),+
            }

            #[leptos::lazy]
            fn $draw(which: Which) -> AnyView {
                match which {
                    $(Which::$page => <$page as $crate::area::Page>::view(<$page as $crate::area::Page>::data())),+
                }
            }

            $(impl $crate::area::InArea for $page {
                async fn draw() -> AnyView {
                    $draw(Which::$page).await
                }

                async fn preload() {
                    #[cfg(feature = "hydrate")]
                    $preload().await;
                    <$page as $crate::area::Page>::ready().await;
                }
            })+
        };
    };
}
