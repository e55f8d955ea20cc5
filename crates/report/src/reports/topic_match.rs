//! What `textmill topics match` prints: which topics of two models are the same.

use crate::{Real, Text, columns::report};

report! {
    /// A topic of one model and its partner in another.
    TopicMatchRow in "topic_match.csv", one row is "a topic of the old model with the topic of the new one that is most like it, or a topic that only one of them has";
    old: Option<u64>, "", "The number of the topic in the old model.";
    old_label: Text, "", "Its label there.";
    new: Option<u64>, "", "The number of its partner in the new model.";
    new_label: Text, "", "Its label there.";
    similarity: Real, "", "1 - JSD (base 2) of the shares of the words in the tokens of both: 1 for the same topic, 0 for no word in common. It is not corrected for chance, as stability is: below one half two topics are partners because there is no better one.";
}
