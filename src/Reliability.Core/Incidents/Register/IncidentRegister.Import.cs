using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;

namespace Reliability.Incidents;

/// <content>The import of incidents.</content>
public sealed partial class IncidentRegister
{
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

            (string Id, IncidentImportEntry Entry)[] entries = [.. group.Select(one => (IdOf(one), one))];
            HashSet<string> own = new(entries.Select(one => one.Id), StringComparer.Ordinal);
            string[] linked =
            [
                .. entries.SelectMany(one => (string?[])[one.Entry.Definition.DuplicateOf, one.Entry.Definition.RecurrenceOf])
                    .OfType<string>(),
            ];
            Dictionary<string, Incident> known = (await reader.GetAsync([.. own, .. linked], cancellationToken).ConfigureAwait(false))
                .ToDictionary(one => one.Id, StringComparer.Ordinal);
            foreach ((string id, IncidentImportEntry entry) in entries)
            {
                string? fault = FaultOf(id, entry, link => known.ContainsKey(link) || own.Contains(link));
                Incident? before = known.GetValueOrDefault(id);
                if (fault is null && before is null)
                {
                    (before, bool isNew) = request is null
                        ? (null, true)
                        : await AddAsync(id, entry, request, cancellationToken).ConfigureAwait(false);
                    added += isNew ? 1 : 0;
                    before = isNew ? null : before;
                }

                if (fault is null && before is not null)
                {
                    bool isSame = IncidentFields.Between(before, ImportFields.After(before, entry)).Count == 0;
                    present += isSame ? 1 : 0;
                    fault = isSame ? null : "There is an incident with this id and other content. Edit it instead.";
                }

                if (fault is not null)
                {
                    rejected.Add(Reject(entry, fault));
                }
            }
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

    private string? FaultOf(string id, IncidentImportEntry entry, Func<string, bool> isKnown)
    {
        DateTimeOffset latest = Now() + _maxAhead;
        return Enum.GetValues<IncidentMilestone>().Where(one => one != IncidentMilestone.Unknown)
            .Any(milestone => entry.Times.Of(milestone) > latest)
            ? $"A time is more than a day after now ({Now():u})."
            : ((string?[])[entry.Definition.DuplicateOf, entry.Definition.RecurrenceOf]).OfType<string>()
                .Select(link => link == id ? "It is linked to itself."
                    : isKnown(link) ? null
                    : $"Service '{entry.Service}' has no incident '{Names.Shorten(link)}', nor has the file.")
                .FirstOrDefault(fault => fault is not null);
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
