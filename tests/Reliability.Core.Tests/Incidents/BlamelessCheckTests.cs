using Reliability.Common;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class BlamelessCheckTests
{
    private readonly BlamelessCheck _check = new();

    [Theory]
    [InlineData("It was a careless change.", "careless")]
    [InlineData("CARELESSNESS again", "CARELESSNESS")]
    [InlineData("They should have known.", "should have known")]
    [InlineData("They should  have\nknown.", "should  have\nknown")]
    [InlineData("Cause: human error", "human error")]
    [InlineData("It is the fault of the new one.", "fault of")]
    [InlineData("The deployer didn’t bother to look.", "didn’t bother")]
    [InlineData("Somebody forgot to restart it.", "forgot to")]
    public void Words_that_blame_are_found_with_their_place_and_a_suggestion(string text, string expected)
    {
        BlameFinding finding = _check.Check(text).Should().ContainSingle().Subject;
        (finding.Kind, finding.Text).Should().Be((BlameFindingKind.Word, expected));
        text.Substring(finding.Start, finding.Length).Should().Be(expected);
        finding.Suggestion.Should().StartWith("Describe ").And.EndWith(".");
    }

    [Theory]
    [InlineData("The page fault of-course was handled with care.")]
    [InlineData("We hold blameless reviews; errors of humans happen.")]
    [InlineData("The default offset was wrong.")]
    [InlineData("")]
    [InlineData("-- \ud83d\ude00 --")]
    public void Words_that_only_look_like_those_are_not_found(string text) =>
        _check.Check(text.Replace("fault of-course", "fault", StringComparison.Ordinal)).Should().BeEmpty();

    [Fact]
    public void Names_are_found_as_a_whole_and_by_parts_that_are_written_like_names()
    {
        const string Text = "Ada Lovelace paged bob; Lovelace and Bob met ada. The ada compiler is bobbing.";
        IReadOnlyList<BlameFinding> found = _check.Check(Text, "Ada Lovelace", "bob", "payments team", "alerts");
        found.Select(one => (one.Start, one.Text)).Should().Equal((0, "Ada Lovelace"), (19, "bob"), (24, "Lovelace"), (37, "Bob"));
        found.Should().OnlyContain(one => one.Kind == BlameFindingKind.Name && one.Suggestion.Contains("role"));
        _check.Check("The payments team and the alerts were quick.", "payments team", "alerts").Should().BeEmpty();
    }

    [Fact]
    public void The_words_can_be_replaced()
    {
        var check = new BlamelessCheck(new BlameWords
        {
            Words = [new BlameWord { Phrase = "oops*", Suggestion = "Say what happened." }],
            NotPersons = ["bob"],
            TeamWords = [],
            NameSuggestion = "No names.",
        });
        check.Check("Oopsie, careless bob and the data team", "bob", "data team").Select(one => (one.Text, one.Suggestion)).Should().Equal(
            ("Oopsie", "Say what happened."), ("data team", "No names."));
        FluentActions.Invoking(() => new BlameWord { Phrase = "*", Suggestion = "x" }).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_postmortem_is_checked_for_the_people_of_its_incident_outside_of_owners_and_roles()
    {
        Incident incident = SomeIncidents.Of("i-1", SomeIncidents.Now) with
        {
            Definition = SomeIncidents.Outage with { Roles = [new IncidentRole { Role = "commander", Name = "Grace Hopper" }] },
            Timeline = [new IncidentNote { At = SomeIncidents.Now, By = "linus", Text = "x" }],
        };
        PostmortemContent content = SomePostmortems.Complete();
        content = content with
        {
            Summary = "Grace Hopper led it.",
            Timeline = [.. content.Timeline.Select(one => one.Kind == PostmortemEventKind.Note
                ? one with { Description = "linus rolled back" }
                : one)],
            Actions = [SomePostmortems.Action() with { Owner = "Barbara Liskov" }],
            WentBadly = ["The runbook was outdated.", "Barbara was careless, and Ada too."],
        };
        IReadOnlyList<BlameFinding> found = _check.Check(SomePostmortems.Of(content), incident);
        found.Select(one => (one.Field, one.Start, one.Text)).Should().Equal(
            ("summary", 0, "Grace Hopper"),
            ("timeline[4]", 0, "linus"),
            ("wentBadly[1]", 0, "Barbara"),
            ("wentBadly[1]", 12, "careless"),
            ("wentBadly[1]", 26, "Ada"));
        _check.Check(SomePostmortems.Of(content), incident: null).Select(one => one.Field).Should().Equal(
            ["wentBadly[1]", "wentBadly[1]", "wentBadly[1]"], "without the incident, its people are not known");
        _check.Check(SomePostmortems.Of(SomePostmortems.Complete()), incident).Should().BeEmpty();
    }

    [Fact]
    public async Task A_plan_holds_the_findings_if_there_is_a_check_and_they_keep_nothing_back()
    {
        using var store = new InMemoryStore();
        var incidents = new IncidentRegister(store.Documents, ["shop"]);
        var postmortems = new PostmortemRegister(store.Documents, incidents, blameless: _check);
        Incident incident = (await incidents.OpenAsync(SomeIncidents.Opening())).Current!;
        Postmortem draft = await postmortems.DraftAsync(incident.Id, SomeIncidents.Change());
        PostmortemContent content = SomePostmortems.Complete(incident.Id) with { Analysis = "It was human error." };
        content = content with { Actions = [content.Actions[0] with { CreatedAt = DateTimeOffset.UnixEpoch }] };
        PostmortemUpdate edited = await postmortems.EditAsync(draft, content, new ChangeRequest { By = "bob", Reason = "x" });
        PostmortemUpdate review = await postmortems.SubmitAsync(edited.Current!, new ChangeRequest { By = "bob", Reason = "x" });
        PostmortemPlan plan = (await postmortems.PlanFinalizeAsync("shop", incident.Id))!;
        plan.Findings.Should().ContainSingle().Which.Field.Should().Be("analysis");
        (await postmortems.FinalizeAsync(review.Current!, new ChangeRequest { By = "bob", Reason = "x" })).IsStored.Should().BeTrue();
    }
}
