//! What is computed, in which order: each step makes one result that reports need.

use textmill_report::Need;

use crate::{
    RunError,
    counted_run::CountedRun,
    observer::{Stage, go_on},
    steps::{
        beginnings, collocations, compounds, concordance, counts, dictionaries, dispersion, diversity,
        evidence, expressions, keyness, passages, quotes, reuse, topic_drift, topic_examples, topic_groups,
        topics, traces, trends,
    },
};

/// Makes one result of a run.
type Step = fn(&mut CountedRun<'_>) -> Result<(), RunError>;

/// The steps before the topic model. One may use the results of those before it.
const STEPS: &[(Need, Step)] = &[
    (Need::DocumentTerms, counts::count_document_terms),
    (Need::Ngrams, counts::count_all_ngrams),
    (Need::Skipgrams, counts::count_all_skipgrams),
    (Need::Dispersion, dispersion::measure_dispersion),
    (Need::Diversity, diversity::measure_diversity),
    (Need::Collocations, collocations::find_collocations),
    (Need::Keyness, keyness::compare_parts),
    (Need::Expressions, expressions::find_expressions),
    (Need::Trends, trends::follow_words),
    (Need::Dictionaries, dictionaries::count_dictionaries),
    (Need::Compounds, compounds::count_compounds),
    (Need::Beginnings, beginnings::read_beginnings),
    (Need::Quotations, quotes::find_quotes),
    (Need::Traces, traces::trace_quotes),
    (Need::Passages, passages::find_passages),
    (Need::Reuse, reuse::find_reuse),
    (Need::Concordance, concordance::find_nodes),
    (Need::Evidence, evidence::find_evidence),
];

/// The topic model, which shows its own progress, and what rests on it.
const TOPIC_STEPS: &[(Need, Step)] = &[
    (Need::Topics, topics::find_topics),
    (Need::TopicPassages, topic_examples::find_examples),
    (Need::TopicDrift, topic_drift::measure_drift),
    (Need::DocumentTopics, topic_groups::sum_by_document),
    (Need::TopicGroups, topic_groups::sum_by_group),
];

impl CountedRun<'_> {
    /// Computes what the plan needs.
    pub(crate) fn compute(&mut self) -> Result<(), RunError> {
        let plan = self.plan;
        let wanted = |steps: &'static [(Need, Step)]| steps.iter().filter(|(need, _)| plan.needs(*need));
        let stage = Stage::steps(self.observer, "counting", wanted(STEPS).count() as u64);
        for (_, step) in wanted(STEPS) {
            go_on(self.observer)?;
            step(self)?;
            stage.advance(1);
        }
        drop(stage);
        for (_, step) in wanted(TOPIC_STEPS) {
            go_on(self.observer)?;
            step(self)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use textmill_report::{Need, reports::REPORTS};

    use super::{STEPS, TOPIC_STEPS};

    #[test]
    fn every_need_of_a_report_has_a_step() {
        let needed: BTreeSet<Need> = REPORTS.iter().flat_map(|report| report.needs).copied().collect();
        let steps = STEPS.iter().chain(TOPIC_STEPS).map(|(need, _)| *need);
        // Duplicates are found before anything is counted, since they may change what counts.
        let made: BTreeSet<Need> = steps.chain([Need::Duplicates]).collect();
        assert_eq!(needed, made);
    }
}
