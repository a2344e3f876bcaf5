using System.Runtime.CompilerServices;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents.Internal;

/// <summary>Reads the incidents of a service.</summary>
internal sealed class IncidentReader(DocumentSet<IncidentRecord> documents)
{
    public DocumentSet<IncidentRecord> Documents => documents;

    public async ValueTask<Incident?> GetAsync(string id, CancellationToken cancellationToken) => StoreName.Fault(id) is null
        && await documents.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } stored
            ? TryOf(stored, out string fault) ?? throw new StoreException(fault, isTransient: false)
            : null;

    /// <summary>Reads several. Those that do not exist or cannot be read are left out.</summary>
    public async ValueTask<IReadOnlyList<Incident>> GetAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        string[] valid = [.. ids.Where(id => StoreName.Fault(id) is null).Distinct(StringComparer.Ordinal)];
        return valid.Length == 0 ? [] :
        [
            .. (await documents.GetAsync(valid, cancellationToken).ConfigureAwait(false))
                .Select(stored => stored is null ? null : TryOf(stored, out _)).OfType<Incident>(),
        ];
    }

    /// <summary>Reads the heads of all, a page at a time, with those that cannot be read as a whole.</summary>
    public async IAsyncEnumerable<(IReadOnlyList<StoredIncident> Incidents, IReadOnlyList<UnreadableDocument> Unreadable)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (IReadOnlyList<(Document Document, Stored<IncidentRecord> Head)> page in
            documents.ReadHeadsAsync(IncidentHeadJson.Record, cancellationToken).ConfigureAwait(false))
        {
            List<StoredIncident> found = new(page.Count);
            List<UnreadableDocument> unreadable = [];
            foreach ((Document document, Stored<IncidentRecord> stored) in page)
            {
                if (TryOf(stored, out string fault) is { } incident)
                {
                    found.Add(new StoredIncident(HeadOf(incident), document));
                }
                else
                {
                    unreadable.Add(new UnreadableDocument { Id = stored.Id, Reason = fault });
                }
            }

            yield return (found, unreadable);
        }
    }

    /// <summary>Drops what is long, also where it was built because its form is not the usual one.</summary>
    private static Incident HeadOf(Incident one)
    {
        bool hasText = one.Definition is not { Description: null, Impact: null };
        return one.Alerts.Count + one.Timeline.Count + one.History.Count == 0 && !hasText ? one : one with
        {
            Definition = hasText ? one.Definition with { Description = null, Impact = null } : one.Definition,
            Alerts = [],
            Timeline = [],
            History = [],
        };
    }

    private Incident? TryOf(Stored<IncidentRecord> stored, out string fault) => stored.As(
        documents.Service, static (record, service, one) => record.ToIncident(service, one.Id.Id, one.ETag), out fault);
}
