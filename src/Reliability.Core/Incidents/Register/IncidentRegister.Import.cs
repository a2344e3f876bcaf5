using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <content>The import of incidents.</content>
public sealed partial class IncidentRegister
{
    private const string OtherContent = "There is an incident with this id and other content. Edit it instead.";

    /// <inheritdoc/>
    public ValueTask<IncidentImportReport> PlanImportAsync(IncidentImportBatch batch, CancellationToken cancellationToken = default) =>
        RunImportAsync(batch, request: null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<IncidentImportReport> ImportAsync(
        IncidentImportBatch batch, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RunImportAsync(batch, request, cancellationToken);
    }

    /// <summary>Imports a batch, or only returns what an import would do if there is no request.</summary>
    private async ValueTask<IncidentImportReport> RunImportAsync(
        IncidentImportBatch batch, ChangeRequest? request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(batch);
        List<IncidentRejection> rejected = [.. batch.Rejected];
        int added = 0;
        int present = 0;
        foreach (IGrouping<string, IncidentImportEntry> group in batch.Entries.GroupBy(one => one.Service, StringComparer.Ordinal))
        {
            if (!_readers.TryGetValue(group.Key, out IncidentReader? reader))
            {
                rejected.AddRange(group.Select(one => Reject(one, Names.Unknown("service", group.Key, Services))));
                continue;
            }

            ImportRow[] rows = [.. group.Select(one => new ImportRow(IdOf(one), one))];
            await JudgeAsync(reader, rows, cancellationToken).ConfigureAwait(false);
            foreach (ImportRow row in ImportRow.InOrder([.. rows.Where(row => row.IsNew)]))
            {
                bool isNew = request is null;
                if (request is not null)
                {
                    (Incident stored, isNew) = await AddAsync(row.Id, row.Entry, request, cancellationToken).ConfigureAwait(false);
                    row.Present = isNew ? null : stored;
                    row.Fault = isNew || row.IsSameAs(stored) ? null : OtherContent;
                }

                added += isNew ? 1 : 0;
            }

            present += rows.Count(row => row is { Fault: null, Present: not null });
            rejected.AddRange(rows.Where(row => row.Fault is not null).Select(row => Reject(row.Entry, row.Fault!)));
        }

        return new IncidentImportReport
        {
            IsPlan = request is null,
            AddedCount = added,
            PresentCount = present,
            Rejected = [.. rejected.OrderBy(one => one.Line)],
        };
    }

    private static IncidentRejection Reject(IncidentImportEntry entry, string reason) =>
        new() { Line = entry.Line, Id = entry.Id, Reason = reason };

    private static string IdOf(IncidentImportEntry entry) => entry.Id
        ?? IncidentIds.OfChange($"import:{entry.Definition.Title}\n{CsvText.Time(entry.Times.StartedAt)}")[^1];

    /// <summary>Says of each row of a service why it is rejected, if it is.</summary>
    private async ValueTask JudgeAsync(IncidentReader reader, ImportRow[] rows, CancellationToken cancellationToken)
    {
        string[] named = [.. rows.Select(row => row.Id), .. rows.SelectMany(row => row.Links)];
        Dictionary<string, Incident> known = (await reader.GetAsync(named, cancellationToken).ConfigureAwait(false))
            .ToDictionary(one => one.Id, StringComparer.Ordinal);
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach (ImportRow row in rows)
        {
            row.Present = known.GetValueOrDefault(row.Id);
            row.Fault = ids.Add(row.Id)
                ? await FaultOfAsync(row, cancellationToken).ConfigureAwait(false)
                : "It is in the import a second time.";
        }

        foreach (bool isDuplicate in (bool[])[true, false])
        {
            await RejectCirclesAsync(reader, rows, isDuplicate, cancellationToken).ConfigureAwait(false);
        }

        RejectUnknownLinks(reader.Documents.Service, rows, known);
    }

    private async ValueTask<string?> FaultOfAsync(ImportRow row, CancellationToken cancellationToken)
    {
        if (row.Present is { } present)
        {
            return row.IsSameAs(present) ? null : OtherContent;
        }

        if (IncidentIds.ReservedFault(row.Id) is { } fault)
        {
            return fault;
        }

        DateTimeOffset now = Now();
        IncidentMilestone wrong = IncidentTimes.Milestones.FirstOrDefault(one => !IsCredible(row.Entry.Times.Of(one), now));
        return wrong != IncidentMilestone.Unknown
            ? $"{IncidentFields.NameOf(wrong)}: a time of an incident is in 2000 or later, and at most a day after now ({now:u})."
            : row.Links.Contains(row.Id, StringComparer.Ordinal)
                ? "It is linked to itself."
                : await FindMissingAsync(row.Entry.Service, before: null, row.Entry.Definition, cancellationToken)
                    .ConfigureAwait(false);
    }

    /// <summary>Rejects the rows whose links, with those of stored incidents, lead back to themselves.</summary>
    private static async ValueTask RejectCirclesAsync(
        IncidentReader reader, ImportRow[] rows, bool isDuplicate, CancellationToken cancellationToken)
    {
        Dictionary<string, ImportRow> added = new(StringComparer.Ordinal);
        foreach (ImportRow row in rows.Where(row => row.IsNew))
        {
            added.TryAdd(row.Id, row);
        }

        string[] linked = [.. added.Values.Where(row => LinkOf(row.Entry.Definition, isDuplicate) is not null).Select(row => row.Id)];
        Dictionary<string, IReadOnlyList<string>> circles = await LinkCircles.FindAsync(
            linked,
            async id => added.TryGetValue(id, out ImportRow? row)
                ? LinkOf(row.Entry.Definition, isDuplicate)
                : await reader.GetAsync([id], cancellationToken).ConfigureAwait(false) is [var stored]
                    ? LinkOf(stored.Definition, isDuplicate)
                    : null).ConfigureAwait(false);
        foreach ((string id, IReadOnlyList<string> circle) in circles)
        {
            if (added.TryGetValue(id, out ImportRow? row))
            {
                row.Fault = $"The links of {(isDuplicate ? "duplicates" : "recurrences")} form a circle ({LinkCircles.Text(circle)}).";
            }
        }
    }

    /// <summary>
    /// Rejects the rows that link to what is neither stored nor added: also those that link to a row that is rejected, and so on.
    /// </summary>
    private static void RejectUnknownLinks(string service, ImportRow[] rows, Dictionary<string, Incident> known)
    {
        HashSet<string> named = new(rows.Select(row => row.Id), StringComparer.Ordinal);
        HashSet<string> added = new(rows.Where(row => row.IsNew).Select(row => row.Id), StringComparer.Ordinal);
        ILookup<string, ImportRow> linking = rows.SelectMany(row => row.Links.Select(link => (Link: link, Row: row)))
            .ToLookup(both => both.Link, both => both.Row, StringComparer.Ordinal);
        Queue<string> missing = new(linking.Select(both => both.Key).Where(link => !known.ContainsKey(link) && !added.Contains(link)));
        while (missing.TryDequeue(out string? link))
        {
            foreach (ImportRow row in linking[link].Where(row => row.IsNew))
            {
                row.Fault = named.Contains(link)
                    ? $"It links to '{Names.Shorten(link)}', which is rejected."
                    : $"Service '{service}' has no incident '{Names.Shorten(link)}', nor has the file.";
                missing.Enqueue(row.Id);
            }
        }
    }

    private ValueTask<(Incident Incident, bool IsNew)> AddAsync(
        string id, IncidentImportEntry entry, ChangeRequest request, CancellationToken cancellationToken) => OpenAsync(
        id,
        new IncidentOpening
        {
            Service = entry.Service,
            Definition = entry.Definition,
            Times = entry.Times,
            By = request.By,
            Reason = request.Reason,
            Id = IncidentIds.OfChange("import:" + id)[^1],
        },
        IncidentSource.Import,
        [],
        entry.Timeline,
        cancellationToken);
}
