using Reliability.Common;
using Reliability.Incidents;
using Reliability.Storage;

namespace WeeklyReviewSample;

/// <summary>The review of a file of incidents.</summary>
internal static class OwnIncidents
{
    public static async Task<Review> ReviewAsync(
        string file, ReviewOptions options, TextWriter error, CancellationToken cancellationToken)
    {
        string text = await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        IncidentImportBatch batch = IncidentJsonLines.Read(text, options.Service);
        foreach (IncidentRejection rejected in batch.Rejected)
        {
            await error.WriteLineAsync($"line {rejected.Line}: {rejected.Reason}").ConfigureAwait(false);
        }

        if (batch.Entries.Count == 0)
        {
            throw new InvalidDataException($"There is no incident in '{file}' that can be read; {batch.Rejected.Count} lines cannot.");
        }

        List<Incident> incidents = [];
        HashSet<(string Service, string Id)> seen = [];
        foreach (IncidentImportEntry entry in batch.Entries)
        {
            Incident one = Of(entry);
            if (seen.Add((one.Service, one.Id)))
            {
                incidents.Add(one);
            }
            else
            {
                await error.WriteLineAsync($"line {entry.Line}: there is an incident '{one.Id}' before it.").ConfigureAwait(false);
            }
        }

        incidents = await WithoutBadLinksAsync(incidents, error).ConfigureAwait(false);
        ImprovementReport metrics = ImprovementMetrics.Of(new ImprovementInput
        {
            Range = options.Range,
            AsOf = options.AsOf,
            Services =
            [
                .. incidents.GroupBy(one => one.Service, StringComparer.Ordinal)
                    .Select(service => new ServiceHistory { Service = service.Key, Incidents = [.. service] }),
            ],
        });
        return new Review
        {
            Metrics = metrics,
            Quality = IncidentDataQuality.Of(incidents, options.Range, options.AsOf),
            Postmortem = await DraftOrSayWhyAsync(metrics, batch, options, error, cancellationToken).ConfigureAwait(false),
            ReadCount = incidents.Count,
            PeriodCount = incidents.Count(one => one.StartedAt >= options.Range.Start && one.StartedAt < options.Range.End),
        };
    }

    /// <summary>
    /// Takes duplicates as incidents whose links lead to nothing in the file or back to themselves: none of them would count otherwise.
    /// </summary>
    private static async Task<List<Incident>> WithoutBadLinksAsync(List<Incident> incidents, TextWriter error)
    {
        Dictionary<(string Service, string Id), Incident> known = incidents.ToDictionary(one => (one.Service, one.Id));
        List<Incident> kept = new(incidents.Count);
        foreach (Incident one in incidents)
        {
            Incident? original = one;
            HashSet<string> passed = [];
            while (original?.Definition.DuplicateOf is { } link)
            {
                original = passed.Add(original.Id) ? known.GetValueOrDefault((one.Service, link)) : null;
            }

            kept.Add(original is null ? one with { Definition = one.Definition with { DuplicateOf = null } } : one);
            if (original is null)
            {
                await error.WriteLineAsync(
                    $"'{one.Id}' counts: it is a duplicate of '{one.Definition.DuplicateOf}', which leads to no incident of the file.")
                    .ConfigureAwait(false);
            }
        }

        return kept;
    }

    /// <summary>The metrics need no draft, so that a file from which none can be made is reviewed all the same.</summary>
    private static async Task<Postmortem?> DraftOrSayWhyAsync(
        ImprovementReport metrics,
        IncidentImportBatch batch,
        ReviewOptions options,
        TextWriter error,
        CancellationToken cancellationToken)
    {
        try
        {
            return await DraftAsync(metrics, batch, options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException or ReliabilityException)
        {
            await error.WriteLineAsync($"There is no draft of a postmortem: {e.Message.Split(" (Parameter", 2)[0]}").ConfigureAwait(false);
            return null;
        }
    }

    /// <summary>An incident of the file. What people did not write down is not known.</summary>
    private static Incident Of(IncidentImportEntry entry) => new()
    {
        Id = IdOf(entry),
        Service = entry.Service,
        Definition = entry.Definition,
        Times = entry.Times,
        Timeline = entry.Timeline,
        Source = IncidentSource.Import,
        OpenedAt = entry.Times.StartedAt ?? entry.Times.DetectedAt ?? DateTimeOffset.MinValue,
        History = [],
        ETag = new ETag("file"),
    };

    private static string IdOf(IncidentImportEntry entry) => entry.Id ?? $"line-{entry.Line}";

    /// <summary>Drafts the postmortem of the incident of the period that took longest to restore.</summary>
    private static async Task<Postmortem?> DraftAsync(
        ImprovementReport metrics, IncidentImportBatch batch, ReviewOptions options, CancellationToken cancellationToken)
    {
        MetricValue? longest = metrics.TimeToRestore.Values.MaxBy(one => one.Value);
        IncidentImportEntry? entry = longest is null ? null
            : batch.Entries.FirstOrDefault(one => IdOf(one) == longest.Id && one.Service == longest.Service);
        if (entry is null)
        {
            return null;
        }

        // The register takes no milestones of the future, and a file can have such.
        DateTimeOffset?[] times = [options.AsOf, .. Enum.GetValues<IncidentMilestone>().Skip(1).Select(entry.Times.Of)];
        var clock = new ReviewClock(times.Max() ?? options.AsOf);
        await using var store = new InMemoryStore();
        var incidents = new IncidentRegister(store.Documents, [entry.Service], timeProvider: clock);
        var change = new ChangeRequest { Id = "review", By = "review", Reason = "It took longest to restore." };
        IncidentImportReport imported = await incidents.ImportAsync(
            new IncidentImportBatch { Entries = [WithoutLinks(entry)], Rejected = [] }, change, cancellationToken).ConfigureAwait(false);
        if (imported.Rejected.Count > 0)
        {
            throw new InvalidDataException($"line {entry.Line}: {imported.Rejected[0].Reason}");
        }

        Incident incident = (await incidents.ListAsync(new IncidentQuery { Service = entry.Service }, cancellationToken)
            .ConfigureAwait(false)).Incidents[0];
        var postmortems = new PostmortemRegister(store.Documents, incidents, timeProvider: clock);
        return await postmortems.DraftAsync(incident.Id, change, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The incidents that it links to are not imported.</summary>
    private static IncidentImportEntry WithoutLinks(IncidentImportEntry entry) =>
        entry with { Id = IdOf(entry), Definition = entry.Definition with { RecurrenceOf = null, DuplicateOf = null } };
}
