using System.Text;
using Microsoft.Extensions.Time.Testing;
using Reliability.Common;
using Reliability.Debt;
using Reliability.Storage;

namespace Reliability.Core.Tests.Debt;

public sealed class GitHubIssuesTests : IDisposable
{
    private const string Export = """
        [
          { "number": 12, "html_url": "https://github.com/acme/shop/issues/12", "title": "No index on orders", "body": "Slow.",
            "state": "open", "created_at": "2026-01-02T03:04:05Z", "closed_at": null,
            "labels": [ { "name": "Impact: High" }, { "name": "effort:low" }, { "name": "Data" }, { "name": "sql" } ] },
          { "number": 13, "url": "https://github.com/acme/shop/issues/13", "title": "Restart by hand", "body": "",
            "state": "CLOSED", "createdAt": "2026-01-02T03:04:05Z", "closedAt": "2026-02-02T03:04:05Z",
            "labels": [ { "name": "impact:low" }, { "name": "effort : medium" }, { "name": "toil" } ] },
          { "number": 14, "title": "A fix", "pull_request": {}, "labels": [] },
          { "number": 15, "title": "No labels", "labels": [] },
          { "number": 16, "title": "Two impacts", "labels": [ "impact:low", "impact:high", "effort:low" ] },
          { "number": 12, "html_url": "https://github.com/acme/shop/issues/12", "title": "Again",
            "labels": [ "impact:low", "effort:low" ] },
          { "number": 17, "title": "", "labels": [ "impact:low", "effort:low" ] },
          { "number": 18, "title": "When", "created_at": "yesterday", "labels": [ "impact:low", "effort:low" ] },
          7
        ]
        """;

    private readonly FakeTimeProvider _clock = new(SomeDebt.Now);
    private readonly InMemoryStore _store;
    private readonly DebtRegister _debt;

    public GitHubIssuesTests()
    {
        _store = new InMemoryStore(_clock);
        _debt = new DebtRegister(_store.Documents, "shop", timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Labels_state_impact_effort_and_category_and_what_cannot_be_an_item_says_why()
    {
        DebtImportBatch batch = Read(Export);
        batch.Items.Select(one => one.SourceId).Should().Equal(
            "https://github.com/acme/shop/issues/12", "https://github.com/acme/shop/issues/13");
        batch.Items[0].Definition.Should().BeEquivalentTo(new DebtDefinition
        {
            Title = "No index on orders",
            Description = "Slow.",
            Impact = Level.High,
            Effort = Level.Low,
            Category = DebtCategory.Data,
            Tags = ["sql"],
            FoundAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Source = "https://github.com/acme/shop/issues/12",
        });
        (batch.Items[1].ResolvedAt, batch.Items[1].Definition.Description).Should().Be(
            (new DateTimeOffset(2026, 2, 2, 3, 4, 5, TimeSpan.Zero), null));
        batch.Rejected.Select(one => $"{one.Where}: {one.Reason}").Should().Equal(
            "issue 14: It is a pull request.",
            "issue 15: It does not state the impact. It needs one of the labels impact:high, impact:low, impact:medium.",
            "issue 16: Its labels state several values of impact: Low, High.",
            "issue 12: It is in the file a second time.",
            "issue 17: Title has 1 to 200 characters, not all white space; this has 0.",
            "issue 18: created_at is not a time such as 2026-03-01T12:00:00Z.",
            "issue at place 9: It is not an object.");
    }

    [Fact]
    public void A_mapping_of_ones_own_has_defaults_and_a_required_label()
    {
        var mapping = new DebtLabelMapping
        {
            Impact = new Dictionary<string, Level> { ["P1"] = Level.High },
            DefaultImpact = Level.Low,
            DefaultEffort = Level.Medium,
            RequiredLabel = "Tech Debt",
            Owner = "shop-team",
        };
        DebtImportBatch batch = Read(
            """
            [
              { "number": 1, "title": "a", "labels": [ "p1", "tech debt" ] },
              { "number": 2, "title": "b", "labels": [ "tech debt" ] },
              { "number": 3, "title": "c", "labels": [ "p1" ] }
            ]
            """,
            mapping);
        batch.Items.Select(one => (one.SourceId, one.Definition.Impact, one.Definition.Effort, one.Definition.Owner)).Should().Equal(
            ("issue 1", Level.High, Level.Medium, "shop-team"), ("issue 2", Level.Low, Level.Medium, "shop-team"));
        batch.Rejected.Should().ContainSingle().Which.Reason.Should().Be("It does not have the label 'Tech Debt'.");
    }

    [Theory]
    [InlineData("{}", "The file is not an array of issues.")]
    [InlineData("id;title", "The file is not JSON in UTF-8, by its line 1.")]
    [InlineData("", "The file is not JSON in UTF-8, by its line 1.")]
    public void A_file_of_another_form_is_rejected_as_a_whole(string text, string message) =>
        FluentActions.Invoking(() => Read(text)).Should().Throw<FormatException>().WithMessage(message);

    [Fact]
    public void An_issue_in_another_encoding_is_rejected_and_a_byte_order_mark_is_none()
    {
        byte[] latin =
        [
            0xEF, 0xBB, 0xBF, .. Encoding.Latin1.GetBytes(
                """
                [ { "number": 1, "title": "Zürich", "labels": [ "impact:low", "effort:low" ] },
                  { "number": 2, "title": "Zurich", "labels": [ "impact:low", "effort:low" ] } ]
                """),
        ];
        DebtImportBatch batch = GitHubIssues.Read(latin);
        batch.Items.Should().ContainSingle().Which.SourceId.Should().Be("issue 2");
        batch.Rejected.Should().ContainSingle().Which.Reason.Should().Be("It holds text that is not valid UTF-8.");
    }

    [Fact]
    public async Task An_import_is_planned_done_and_done_again_without_effect()
    {
        DebtImportBatch batch = Read(Export);
        var request = new ChangeRequest { By = "ada", Reason = "issues of 2025" };
        (await _debt.PlanImportAsync(batch)).Should().BeEquivalentTo(new { IsPlan = true, AddedCount = 2, PresentCount = 0 });
        (await _debt.ListAsync(new DebtQuery { Status = null })).Items.Should().BeEmpty("a plan stores nothing");

        DebtImportReport report = await _debt.ImportAsync(batch, request);
        report.Should().BeEquivalentTo(new { IsPlan = false, AddedCount = 2, PresentCount = 0 });
        report.Rejected.Should().HaveCount(7);
        DebtPage page = await _debt.ListAsync(new DebtQuery { Status = null });
        page.Items.Select(one => (one.Item.Definition.Title, one.Status, one.AgeDays)).Should().BeEquivalentTo(
            [("No index on orders", DebtStatus.Open, 72), ("Restart by hand", DebtStatus.Resolved, 31)]);
        page.Items.Single(one => one.Status == DebtStatus.Resolved).Item.History.Select(one => one.Kind)
            .Should().Equal(DebtChangeKind.Registered, DebtChangeKind.Resolved);

        (await _debt.ImportAsync(batch, request with { Id = "another" }))
            .Should().BeEquivalentTo(new { AddedCount = 0, PresentCount = 2 });
        (await _debt.PlanImportAsync(batch)).Should().BeEquivalentTo(new { AddedCount = 0, PresentCount = 2 });
        (await _debt.ListAsync(new DebtQuery { Status = null })).TotalCount.Should().Be(2);
    }

    [Fact]
    public async Task An_item_that_was_resolved_before_it_was_found_is_rejected()
    {
        var batch = new DebtImportBatch
        {
            Items =
            [
                new DebtImportItem
                {
                    SourceId = "x",
                    Definition = SomeDebt.Index with { FoundAt = SomeDebt.Now.AddDays(-1) },
                    ResolvedAt = SomeDebt.Now.AddDays(-2),
                },
            ],
            Rejected = [],
        };
        DebtImportReport report = await _debt.ImportAsync(batch, SomeDebt.Change());
        report.AddedCount.Should().Be(0);
        report.Rejected.Should().ContainSingle().Which.Reason.Should().Contain("An item is resolved after it was found");
    }

    private static DebtImportBatch Read(string json, DebtLabelMapping? mapping = null) =>
        GitHubIssues.Read(Encoding.UTF8.GetBytes(json), mapping);
}
