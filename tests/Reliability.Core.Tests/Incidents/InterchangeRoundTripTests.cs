using System.Reflection;
using Microsoft.Extensions.Time.Testing;
using Reliability.Incidents;
using Reliability.Storage;

namespace Reliability.Core.Tests.Incidents;

/// <summary>What is exported is imported as the same, whatever people wrote.</summary>
public sealed class InterchangeRoundTripTests : IDisposable
{
    private static readonly string[] Hostile =
    [
        "=cmd|' /C calc'!A0", "'=x", "''+y", "'quoted'", "@x", "-1", "\uFF1D1+1", " space at both ends ", "a;b,c\"d\"", "\"", "\uFFFD",
        "caf\u00E9 \uD83D\uDE00", "\u202Ertl", "</script><b onclick=x>", "[\"a\"]", "null", "\\u0041", "2026-03-01T10:00:00Z",
    ];

    private readonly FakeTimeProvider _clock = new(SomeIncidents.Now);
    private readonly InMemoryStore _store;
    private readonly IncidentRegister _incidents;

    public InterchangeRoundTripTests()
    {
        _store = new InMemoryStore(_clock);
        _incidents = new IncidentRegister(_store.Documents, ["shop"], timeProvider: _clock);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Every_field_of_an_export_is_accepted_where_it_came_from_and_kept_elsewhere()
    {
        Incident first = (await _incidents.OpenAsync(SomeIncidents.Opening("first"))).Current!;
        for (int i = 0; i < Hostile.Length; i++)
        {
            IncidentUpdate opened = await _incidents.OpenAsync(
                SomeIncidents.Opening($"hostile-{i}", Definition(Hostile[i], first.Id), Times(i)));
            IncidentUpdate noted = await _incidents.NoteAsync(opened.Current!, Note(Hostile[i], "one"));
            await _incidents.NoteAsync(noted.Current!, Note(Block(Hostile[i]), "two"));
        }

        typeof(IncidentDefinition).GetProperties().Concat(typeof(IncidentTimes).GetProperties())
            .Where(property => IsDefault(property, first.Id)).Should().BeEmpty("every field is set");
        IReadOnlyList<Incident> all = await ListAsync(_incidents);
        foreach (IncidentImportBatch batch in (IncidentImportBatch[])[
            IncidentJsonLines.Read(IncidentJsonLines.Write(all)),
            IncidentCsv.Read(IncidentCsv.Write(all)),
            IncidentCsv.Read(IncidentCsv.Write(all).Replace("\r\n", "\n", StringComparison.Ordinal)),
        ])
        {
            batch.Rejected.Should().BeEmpty();
            (await _incidents.ImportAsync(batch, SomeIncidents.Change())).Should().BeEquivalentTo(
                new { AddedCount = 0, PresentCount = all.Count, Rejected = Array.Empty<IncidentRejection>() });
        }

        foreach (Func<IncidentImportBatch> read in (Func<IncidentImportBatch>[])[
            () => IncidentCsv.Read(IncidentCsv.Write(all)),
            () => IncidentJsonLines.Read(IncidentJsonLines.Write(all)),
        ])
        {
            using var store = new InMemoryStore(_clock);
            var register = new IncidentRegister(store.Documents, ["shop"], timeProvider: _clock);
            (await register.ImportAsync(read(), SomeIncidents.Change())).AddedCount.Should().Be(all.Count);
            IReadOnlyList<Incident> imported = await ListAsync(register);
            imported.Where(one => one.Id != first.Id).Select(one => (one.Definition, one.Times, one.Timeline))
                .Should().BeEquivalentTo(
                    all.Where(one => one.Id != first.Id).Select(one => (one.Definition, one.Times, one.Timeline)),
                    options => options.WithStrictOrdering());
            IncidentJsonLines.Write(imported).Should().Be(IncidentJsonLines.Write(all));
            IncidentCsv.Write(imported).Should().Be(IncidentCsv.Write(all));
        }
    }

    [Fact]
    public async Task A_file_with_fewer_fields_is_compared_by_those_that_it_has()
    {
        IncidentUpdate opened = await _incidents.OpenAsync(SomeIncidents.Opening("first"));
        Incident full = (await _incidents.OpenAsync(SomeIncidents.Opening("full", Definition("x", opened.Current!.Id), Times(0)))).Current!;
        string line = IncidentJsonLines.Write([full]);
        string few = line[..line.IndexOf(",\"description\"", StringComparison.Ordinal)] + "}\n";
        (await _incidents.PlanImportAsync(IncidentJsonLines.Read(few))).PresentCount.Should().Be(1);
        string other = line.Replace("\"impact\":\"x", "\"impact\":\"y", StringComparison.Ordinal);
        (await _incidents.PlanImportAsync(IncidentJsonLines.Read(other)))
            .Rejected.Should().ContainSingle().Which.Reason.Should().StartWith("There is an incident with this id");
        (await _incidents.PlanImportAsync(IncidentJsonLines.Read(line.Replace("\"Started\"", "\"Mitigated\"", StringComparison.Ordinal))))
            .Rejected.Should().ContainSingle("another time is the estimate");
    }

    [Theory]
    [InlineData("\"roles\":\"none\"", "roles is no list.")]
    [InlineData("\"roles\":[{\"role\":\"lead\"}]", "roles: *is not the JSON array that an export has in this field.")]
    [InlineData("\"roles\":[null]", "roles: an item is null.")]
    [InlineData("\"objectives\":[1]", "objectives: *")]
    [InlineData("\"objectives\":[\"a\",\"a\"]", "*'a' occurs twice*")]
    [InlineData("\"estimated\":[\"Guessed\"]", "estimated: 'Guessed' is not one of Started, *")]
    [InlineData("\"timeline\":[{\"at\":\"2026-03-01T10:00:00\",\"by\":\"ada\",\"text\":\"x\"}]", "timeline: *with its offset*")]
    [InlineData("\"timeline\":[{\"at\":\"2026-03-01T10:00:00Z\",\"by\":\"\",\"text\":\"x\"}]", "timeline has 1 to *")]
    [InlineData("\"description\":[]", "description is no text.")]
    public void A_list_that_is_not_valid_is_rejected_with_its_field(string field, string reason)
    {
        IncidentImportBatch batch = IncidentJsonLines.Read(
            $"{{\"id\":\"a\",\"title\":\"Down\",\"service\":\"shop\",\"startedAt\":\"2026-03-01T10:00:00Z\",{field}}}");
        batch.Entries.Should().BeEmpty();
        batch.Rejected.Should().ContainSingle().Which.Reason.Should().Match(reason);
    }

    [Fact]
    public async Task A_row_that_a_wrong_encoding_damaged_after_the_export_is_rejected()
    {
        await _incidents.OpenAsync(SomeIncidents.Opening("fine", SomeIncidents.Outage with { Title = "caf\u00E9 \uFFFD" }));
        string csv = IncidentCsv.Write(await ListAsync(_incidents));
        IncidentCsv.Read(csv).Rejected.Should().BeEmpty();
        IncidentCsv.Read(csv.Replace('\u00E9', '\uFFFD')).Rejected.Should().ContainSingle().Which.Reason.Should().Contain("UTF-8");
    }

    private static IncidentDefinition Definition(string text, string linked) => new()
    {
        Title = text,
        Severity = IncidentSeverity.Critical,
        Kind = IncidentKind.NearMiss,
        CauseClass = text,
        Description = Block(text),
        Impact = text,
        Objectives = [text, "checkout"],
        Roles = [new IncidentRole { Role = text, Name = "ops" }, new IncidentRole { Role = "commander", Name = text }],
        DeploymentId = text,
        DuplicateOf = linked,
        RecurrenceOf = linked,
    };

    private static IncidentTimes Times(int i)
    {
        DateTimeOffset start = SomeIncidents.Now.AddDays(-i - 1).AddTicks(1230);
        return new IncidentTimes
        {
            StartedAt = start,
            DetectedAt = start.AddMinutes(1),
            AcknowledgedAt = start.AddMinutes(2),
            InvestigationStartedAt = start.AddMinutes(3),
            CauseIdentifiedAt = start.AddMinutes(4),
            MitigatedAt = start.AddMinutes(5),
            ResolvedAt = start.AddMinutes(6),
            Estimated = [IncidentMilestone.Started],
        };
    }

    private static string Block(string text) => $"{text}\r\n\tline two\n{text}\n";

    private static IncidentNoteRequest Note(string text, string id) => new()
    {
        By = text.ReplaceLineEndings(" ").Replace('\t', ' '),
        Reason = "so it is",
        Id = id,
        Text = text,
        At = SomeIncidents.Now.AddDays(-1),
    };

    private static bool IsDefault(PropertyInfo property, string linked)
    {
        object sample = property.DeclaringType == typeof(IncidentTimes) ? Times(0) : Definition("x", linked);
        object unset = property.DeclaringType == typeof(IncidentTimes)
            ? new IncidentTimes()
            : new IncidentDefinition { Title = "unset" };
        return Equals(property.GetValue(sample), property.GetValue(unset));
    }

    private static async Task<IReadOnlyList<Incident>> ListAsync(IncidentRegister register) =>
        (await register.ListAsync(new IncidentQuery { Service = "shop", MaxCount = IncidentQuery.MaxPageSize })).Incidents;
}
