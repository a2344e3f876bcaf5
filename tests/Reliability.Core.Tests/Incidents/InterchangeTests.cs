using Microsoft.Extensions.Time.Testing;
using Reliability.Alerting;
using Reliability.Incidents;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

public sealed class InterchangeTests : IDisposable
{
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;

    public InterchangeTests()
    {
        var clock = new FakeTimeProvider(SomeIncidents.Now);
        _store = new InMemoryStore(clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], timeProvider: clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task What_is_written_as_json_lines_or_csv_is_read_as_the_same()
    {
        Incident[] all =
        [
            SomeIncidents.Of("a", SomeIncidents.Now.AddDays(-3), TimeSpan.FromMinutes(30)),
            SomeIncidents.Of("b", SomeIncidents.Now.AddDays(-2), null, new()
            {
                Title = "=cmd|' /C calc'!A0, \"quoted\"",
                Kind = IncidentKind.Maintenance,
                RecurrenceOf = "a",
            }),
            SomeIncidents.Of("c", SomeIncidents.Now.AddDays(-2), TimeSpan.FromTicks(10), SomeIncidents.Outage with { DuplicateOf = "a" }),
        ];
        string csv = IncidentCsv.Write(all);
        csv.Should().StartWith("id,title,service,severity,cause,startedAt,detectedAt,")
            .And.Contain("\"'=cmd|' /C calc'!A0, \"\"quoted\"\"\"");
        foreach (IncidentImportBatch batch in (IncidentImportBatch[])[
            IncidentCsv.Read(csv),
            IncidentCsv.Read('\uFEFF' + csv),
            IncidentJsonLines.Read(IncidentJsonLines.Write(all)),
        ])
        {
            batch.Rejected.Should().BeEmpty();
            batch.Entries.Select(one => (one.Id, one.Service, one.Definition, one.Times.StartedAt, one.Times.ResolvedAt)).Should().Equal(
                all.Select(one => (one.Id, one.Service, one.Definition, one.Times.StartedAt, one.Times.ResolvedAt)),
                (x, y) => x.Id == y.Id && x.Definition.Title == y.Definition.Title && x.Definition.Kind == y.Definition.Kind
                    && x.Definition.DuplicateOf == y.Definition.DuplicateOf && x.Definition.RecurrenceOf == y.Definition.RecurrenceOf
                    && (x.Service, x.StartedAt, x.ResolvedAt) == (y.Service, y.StartedAt, y.ResolvedAt));
            (await _incidents.PlanImportAsync(batch)).Should().BeEquivalentTo(
                new { IsPlan = true, AddedCount = 3, PresentCount = 0, Rejected = Array.Empty<IncidentRejection>() });
        }

        (await _incidents.ListAsync(new() { Service = "shop" })).TotalCount.Should().Be(0, "a plan stores nothing");
        IncidentImportBatch read = IncidentCsv.Read(csv);
        (await _incidents.ImportAsync(read, SomeIncidents.Change())).Should().BeEquivalentTo(
            new { IsPlan = false, AddedCount = 3, PresentCount = 0 });
        (await _incidents.ImportAsync(read, SomeIncidents.Change("again"))).Should().BeEquivalentTo(
            new { AddedCount = 0, PresentCount = 3 });
        IncidentPage page = await _incidents.ListAsync(new() { Service = "shop" });
        page.Incidents.Should().OnlyContain(one => one.Source == IncidentSource.Import && one.Revision == 1);
        IncidentImportReport other = await _incidents.ImportAsync(
            IncidentCsv.Read(csv.Replace("Checkout is down", "Other", StringComparison.Ordinal)), SomeIncidents.Change());
        other.Rejected.Should().HaveCount(2).And.OnlyContain(one => one.Reason.StartsWith("There is an incident with this id"));
    }

    [Fact]
    public async Task Lines_that_are_not_valid_are_rejected_with_their_number_and_the_others_are_imported()
    {
        IncidentImportBatch batch = IncidentJsonLines.Read(
            """
            {"id":"a","title":"Down","service":"shop","startedAt":"2026-03-01T10:00:00Z"}
            {"id":"a","title":"Twice","service":"shop","startedAt":"2026-03-01T10:00:00Z"}
            {"id":"c","title":"No offset","service":"shop","startedAt":"2026-03-01T10:00:00"}
            {"id":"d","title":"Unknown","service":"other","startedAt":"2026-03-01T10:00:00+01:00"}

            {"id":"f","titel":"Wrong field","service":"shop","startedAt":"2026-03-01T10:00:00Z"}
            not json
            {"id":"h","title":"Severe","service":"shop","severity":"awful","startedAt":"2026-03-01T10:00:00Z"}
            {"id":"i","title":"Linked","service":"shop","duplicateOf":"nobody","startedAt":"2026-03-01T10:00:00Z"}
            {"id":"j","title":"Future","service":"shop","startedAt":"2036-03-01T10:00:00Z"}
            {"id":"k","title":"Latin-1: caf�","service":"shop","startedAt":"2026-03-01T10:00:00Z"}
            {"id":"l","title":"Links forward","service":"shop","recurrenceOf":"a","startedAt":"2026-03-01T10:00:00Z"}
            """);
        IncidentImportReport report = await _incidents.ImportAsync(batch, SomeIncidents.Change());
        report.AddedCount.Should().Be(2);
        report.Rejected.Select(one => one.Line).Should().Equal(2, 3, 4, 6, 7, 8, 9, 10, 11);
        report.Rejected.Select(one => one.Id).Should().Equal("a", "c", "d", "f", null, "h", "i", "j", "k");
        string[] reasons = [.. report.Rejected.Select(one => one.Reason)];
        reasons[0].Should().Be("The id 'a' occurs in an earlier line.");
        reasons[1].Should().Contain("with its offset");
        reasons[2].Should().Contain("'other'");
        reasons[3].Should().Contain("'titel'");
        reasons[4].Should().StartWith("The line is no JSON");
        reasons[5].Should().Contain("'awful' is not one of Low, Medium, High, Critical");
        reasons[6].Should().Contain("'nobody'");
        reasons[7].Should().StartWith("startedAt: ").And.Contain("a day after now");
        reasons[8].Should().Contain("UTF-8");
    }

    [Fact]
    public void Columns_are_mapped_and_wrong_ones_are_rejected_with_the_nearest()
    {
        IncidentImportBatch batch = IncidentCsv.Read(
            "Summary;Began;Ended;Team\r\n\"Down;\nagain\";2026-03-01T10:00:00Z;;x\r\nShort;2026-03-01T10:00:00Z\r\n",
            new Dictionary<string, string> { ["title"] = "summary", ["startedAt"] = "Began", ["resolvedAt"] = "Ended" },
            "shop",
            ["team"]);
        batch.Entries.Should().BeEmpty("a title has no line breaks");
        batch.Rejected.Select(one => one.Line).Should().Equal(2, 4);
        batch.Rejected[1].Reason.Should().Be("It has 2 cells; the first row has 4.");
        FluentActions.Invoking(() => IncidentCsv.Read("id,titel\r\n")).Should().Throw<FormatException>().WithMessage("*'title'*'titel'*");
        FluentActions.Invoking(() => IncidentCsv.Read("title,Title,startedAt\r\n")).Should().Throw<FormatException>()
            .WithMessage("Two columns are named*");
        FluentActions.Invoking(() => IncidentCsv.Read(
            "title,startedAt\r\n", new Dictionary<string, string> { ["resolvedAt"] = "End" })).Should().Throw<FormatException>();
        FluentActions.Invoking(() => IncidentCsv.Read(" ")).Should().NotThrow<IndexOutOfRangeException>();
        FluentActions.Invoking(() => IncidentCsv.Read("")).Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("title,startedAt,severty,resolved", null, "No field is named 'severty'. Declared are: 'severity',*on purpose.")]
    [InlineData("title,startedAt,severty,resolved", "severty", "No field is named 'resolved'. Declared are: 'resolvedAt',*")]
    [InlineData("title,startedAt,Priority", "Priorty", "A column to leave out is missing*'Priorty'*'Priority'*")]
    [InlineData("title,startedAt", "startedAt", "No column 'startedAt' holds the startedAt*")]
    public void A_column_that_holds_no_field_is_rejected_unless_it_is_left_out_on_purpose(string header, string? leftOut, string fault)
    {
        string csv = header + "\r\nDown,2026-03-01T10:00:00Z,high,\r\n";
        FluentActions.Invoking(() => IncidentCsv.Read(csv, null, "shop", leftOut is null ? null : [leftOut]))
            .Should().Throw<FormatException>().WithMessage(fault);
    }

    [Fact]
    public void Columns_that_are_left_out_are_not_read_and_a_value_without_a_column_is_rejected()
    {
        IncidentImportBatch batch = IncidentCsv.Read(
            "title,startedAt,severity,Priority,\r\nDown,2026-03-01T10:00:00Z,awful,low,\r\nSlow,2026-03-01T10:00:00Z,,high,P1\r\n",
            new Dictionary<string, string> { ["severity"] = "Priority" },
            "shop",
            ["severity"]);
        batch.Entries.Should().ContainSingle().Which.Definition.Severity.Should().Be(IncidentSeverity.Low);
        batch.Rejected.Should().ContainSingle().Which.Reason.Should().Be(
            "Its cell 5 has a value, and the first row has no name for it.");
        FluentActions.Invoking(() => IncidentCsv.Read(
            "title,startedAt,severity,Priority\r\n", new Dictionary<string, string> { ["severity"] = "Priority" }))
            .Should().Throw<FormatException>().WithMessage("The column 'severity' is not used, because another one holds this field.*");
    }

    [Fact]
    public void An_impact_that_statuspage_does_not_have_is_rejected_with_those_that_it_has()
    {
        IncidentImportBatch batch = StatuspageIncidents.Read(
            """
            [{"id":"a","name":"Down","impact":"catastrophic","created_at":"2026-03-01T10:00:00Z"},
             {"id":"b","name":"Fine","impact":"none","created_at":"2026-03-01T10:00:00Z"},
             {"id":"c","name":"Not stated","impact":null,"created_at":"2026-03-01T10:00:00Z"}]
            """,
            "shop");
        batch.Entries.Select(one => (one.Id, one.Definition.Severity)).Should().Equal(
            ("b", IncidentSeverity.Unknown), ("c", IncidentSeverity.Unknown));
        batch.Rejected.Should().ContainSingle().Which.Should().BeEquivalentTo(new
        {
            Line = 1,
            Id = "a",
            Reason = "impact: 'catastrophic' is not one of none, minor, major, critical, maintenance.",
        });
    }

    [Fact]
    public async Task Incidents_of_statuspage_have_milestones_and_a_timeline()
    {
        IncidentImportBatch batch = StatuspageIncidents.Read(
            """
            {"page":{"id":"x"},"incidents":[
              {"id":"p1","name":"Errors","impact":"major","created_at":"2026-03-01T10:05:00Z","started_at":"2026-03-01T10:00:00Z",
               "resolved_at":"2026-03-01T11:00:00.000-00:00","incident_updates":[
                 {"status":"resolved","body":"All is well.","created_at":"2026-03-01T11:00:00Z"},
                 {"status":"monitoring","body":"Fixed.","created_at":"2026-03-01T10:40:00Z"},
                 {"status":"identified","body":"DNS.","created_at":"2026-03-01T10:20:00Z"},
                 {"status":"investigating","body":"We look.","created_at":"2026-03-01T10:05:00Z"}]},
              {"id":"p2","name":"Works","impact":"maintenance","scheduled_for":"2026-03-02T10:00:00Z","created_at":"2026-03-01T10:00:00Z"},
              {"id":"p3","impact":"minor","created_at":"2026-03-01T10:00:00Z"}]}
            """,
            "shop");
        batch.Rejected.Should().ContainSingle().Which.Should().BeEquivalentTo(new { Line = 3, Id = "p3", Reason = "It has no name." });
        (await _incidents.ImportAsync(batch, SomeIncidents.Change())).AddedCount.Should().Be(2);
        Incident one = (await _incidents.GetAsync("shop", "p1"))!;
        one.Times.Should().BeEquivalentTo(new
        {
            StartedAt = Hour(10),
            InvestigationStartedAt = Hour(10).AddMinutes(5),
            CauseIdentifiedAt = Hour(10).AddMinutes(20),
            MitigatedAt = Hour(10).AddMinutes(40),
            ResolvedAt = Hour(11),
        });
        one.Timeline.Select(note => note.Text).Should().Equal(
            "investigating: We look.", "identified: DNS.", "monitoring: Fixed.", "resolved: All is well.");
        ((await _incidents.GetAsync("shop", "p2"))!.Definition.Kind, one.Doubts.HasFlag(IncidentDoubts.NoDetection)).Should().Be(
            (IncidentKind.Maintenance, true));
        FluentActions.Invoking(() => StatuspageIncidents.Read("{}", "shop")).Should().Throw<FormatException>();
        FluentActions.Invoking(() => StatuspageIncidents.Read("<html>", "shop")).Should().Throw<FormatException>();

        static DateTimeOffset Hour(int hour) => new(2026, 3, 1, hour, 0, 0, TimeSpan.Zero);
    }

    [Fact]
    public void The_webhook_of_alertmanager_is_read_and_what_is_not_valid_is_rejected()
    {
        AlertmanagerMessage message = Alertmanager.Parse(
            """
            {"version":"4","status":"firing","alerts":[
              {"status":"firing","fingerprint":"f1","startsAt":"2026-03-01T10:00:00.123456789Z","endsAt":"0001-01-01T00:00:00Z",
               "labels":{"alertname":"HighErrorRate","service":"shop","severity":"critical"},"annotations":{"summary":"5 % errors"}},
              {"status":"resolved","fingerprint":"f2","startsAt":"2026-03-01T10:00:00Z","endsAt":"2026-03-01T10:30:00Z",
               "labels":{"alertname":"Slow","severity":"warning"},"annotations":{}},
              {"status":"silenced","fingerprint":"f3","startsAt":"2026-03-01T10:00:00Z","labels":{"alertname":"x"}},
              {"status":"firing","startsAt":"2026-03-01T10:00:00Z","labels":{"alertname":"x"}},
              7]}
            """,
            "search");
        message.Notifications.Select(one => (one.Service, one.Rule, one.Severity, one.Kind)).Should().Equal(
            ("shop", "HighErrorRate", AlertSeverity.Page, AlertTransitionKind.Fired),
            ("search", "Slow", AlertSeverity.Ticket, AlertTransitionKind.Resolved));
        message.Notifications[0].AlertId.Should().Be("alertmanager-f1-1772359200123");
        message.Rejected.Select(one => (one.Line, one.Id)).Should().Equal((3, "f3"), (4, null), (5, null));
        FluentActions.Invoking(() => Alertmanager.Parse("[]")).Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("PAGE", AlertSeverity.Page)]
    [InlineData("emergency", AlertSeverity.Page)]
    [InlineData("ticket", AlertSeverity.Ticket)]
    [InlineData("info", AlertSeverity.Ticket)]
    [InlineData("none", AlertSeverity.Ticket)]
    public void The_words_of_severities_are_pages_or_tickets(string word, AlertSeverity expected) =>
        Labelled($"\"severity\":\"{word}\"").Notifications.Should().ContainSingle().Which.Severity.Should().Be(expected);

    [Theory]
    [InlineData(
        "\"severity\":\"catastrophic\"",
        "severity: 'catastrophic' is not one of page, critical, emergency, ticket, warning, info, none. The alert is not followed.")]
    [InlineData("\"slo\":\"\\u0007\"", "slo: *")]
    public void A_label_that_is_not_valid_rejects_its_alert_and_is_named(string label, string reason)
    {
        IncidentRejection rejected = Labelled(label).Rejected.Should().ContainSingle().Which;
        rejected.Reason.Should().Match(reason).And.NotContain("Parameter");
        rejected.Id.Should().Be("f");
    }

    private static AlertmanagerMessage Labelled(string label) => Alertmanager.Parse(
        $$"""
        {"version":"4","alerts":[{"status":"firing","fingerprint":"f","startsAt":"2026-03-01T10:00:00Z",
         "labels":{ {{label}},"alertname":"Errors","service":"shop"} }]}
        """);
}
