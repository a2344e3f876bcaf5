using System.Runtime.CompilerServices;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>
/// The postmortems of incidents in a document store. Each postmortem is one document with its actions and its history. This class is safe
/// for concurrent use.
/// </summary>
public sealed partial class PostmortemRegister : IPostmortems, IActionSource
{
    private readonly Dictionary<string, PostmortemReader> _readers;
    private readonly IIncidents _incidents;
    private readonly BlamelessCheck? _blameless;
    private readonly TimeProvider _timeProvider;
    private readonly TimeZoneInfo _zone;

    /// <summary>Initializes a new instance of the <see cref="PostmortemRegister"/> class for the services of the incidents.</summary>
    /// <param name="documents">The store for the postmortems. The register does not dispose it.</param>
    /// <param name="incidents">The incidents.</param>
    /// <param name="policy">Specifies which incidents require a postmortem. Default: a policy with its defaults.</param>
    /// <param name="blameless">The check whose findings plans contain, or <see langword="null"/> for none.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="zone">The time zone whose days decide what is overdue, or <see langword="null"/> for UTC.</param>
    public PostmortemRegister(
        IDocumentStore documents,
        IIncidents incidents,
        PostmortemPolicy? policy = null,
        BlamelessCheck? blameless = null,
        TimeProvider? timeProvider = null,
        TimeZoneInfo? zone = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(incidents);
        _incidents = incidents;
        _readers = incidents.Services.ToDictionary(
            service => service,
            service => new PostmortemReader(new DocumentSet<PostmortemRecord>(documents, service)),
            StringComparer.Ordinal);
        Policy = policy ?? new PostmortemPolicy();
        _blameless = blameless;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _zone = zone ?? TimeZoneInfo.Utc;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Services => _incidents.Services;

    /// <inheritdoc/>
    public PostmortemPolicy Policy { get; }

    /// <inheritdoc/>
    public async ValueTask<PostmortemUpdate> DraftAsync(
        string service, string incidentId, ChangeRequest change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(incidentId);
        ArgumentNullException.ThrowIfNull(change);
        PostmortemReader reader = ReaderOf(service);
        Incident? incident = await _incidents.GetAsync(service, incidentId, cancellationToken).ConfigureAwait(false);
        IncidentNotice notice = IncidentNotice.Of(service, incidentId, incident);
        if (await reader.GetAsync(incidentId, cancellationToken).ConfigureAwait(false) is { } present)
        {
            return notice.Add(Done(present));
        }

        if (incident is null || notice.State == PostmortemIncidentState.Duplicate)
        {
            return notice.Add(new PostmortemUpdate
            {
                Outcome = incident is null ? PostmortemOutcome.NotFound : PostmortemOutcome.Rejected,
                Rejection = notice.Sentence,
                Incident = notice.State,
            });
        }

        var draft = new Postmortem
        {
            Service = service,
            IncidentId = incidentId,
            Content = PostmortemDraft.Of(incident),
            Status = PostmortemStatus.Draft,
            History =
            [
                new PostmortemChange
                {
                    Revision = 1,
                    Id = change.Id,
                    Kind = PostmortemChangeKind.Drafted,
                    By = change.By,
                    Reason = change.Reason,
                    At = Now(),
                },
            ],
            ETag = null!, // It is known when it is written.
        };
        var record = PostmortemRecord.Of(draft);
        if (DocumentSet<PostmortemRecord>.SizeFault(record) is { } large)
        {
            return notice.Add(Reject(draft, large) with { Current = null });
        }

        DocumentWrite write = reader.Documents.Write(incidentId, seen: null, record);
        if (await reader.Documents.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return notice.Add(Done(draft with { ETag = write.ETag }));
        }

        return notice.Add(Done(await reader.GetAsync(incidentId, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException(
                $"The postmortem of the incident '{incidentId}' was neither stored nor found.", isTransient: true)));
    }

    /// <inheritdoc/>
    public ValueTask<Postmortem?> GetAsync(string service, string incidentId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(incidentId);
        return ReaderOf(service).GetAsync(incidentId, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<PostmortemPage> ListAsync(PostmortemQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new PostmortemQuery();
        List<UnreadableDocument> unreadable = [];
        List<Postmortem> found = [];
        await foreach (Postmortem one in ReadAsync(query.Service, unreadable, cancellationToken).ConfigureAwait(false))
        {
            if (query.Matches(one))
            {
                found.Add(one);
            }
        }

        return new PostmortemPage
        {
            Postmortems =
            [
                .. found.OrderByDescending(one => one.CreatedAt)
                    .ThenBy(one => one.Service, StringComparer.Ordinal)
                    .ThenBy(one => one.IncidentId, StringComparer.Ordinal)
                    .Take(query.MaxCount),
            ],
            TotalCount = found.Count,
            Unreadable = unreadable,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<PostmortemPlan?> PlanFinalizeAsync(
        string service, string incidentId, CancellationToken cancellationToken = default)
    {
        if (await GetAsync(service, incidentId, cancellationToken).ConfigureAwait(false) is not { } postmortem)
        {
            return null;
        }

        Incident? incident = await _incidents.GetAsync(service, incidentId, cancellationToken).ConfigureAwait(false);
        IncidentNotice notice = IncidentNotice.Of(service, incidentId, incident);
        return new PostmortemPlan
        {
            Postmortem = postmortem,
            Gaps = postmortem.Content.Gaps,
            Findings = _blameless?.Check(postmortem, incident) ?? [],
            Incident = notice.State,
            Notice = notice.Sentence,
        };
    }

    private static PostmortemUpdate Done(Postmortem one) => new()
    {
        Outcome = PostmortemOutcome.Stored,
        Current = one,
        Incident = PostmortemIncidentState.Unknown, // The notice adds it.
    };

    private static PostmortemUpdate Reject(Postmortem one, string rejection) => new()
    {
        Outcome = PostmortemOutcome.Rejected,
        Current = one,
        Rejection = $"The postmortem of the incident '{one.IncidentId}' {rejection}.",
        Incident = PostmortemIncidentState.Unknown,
    };

    private PostmortemReader ReaderOf(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _readers.TryGetValue(service, out PostmortemReader? reader)
            ? reader
            : throw new KeyNotFoundException(Names.Unknown("service", service, Services));
    }

    private async IAsyncEnumerable<Postmortem> ReadAsync(
        string? service,
        List<UnreadableDocument> unreadable,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (PostmortemReader reader in service is null ? [.. _readers.Values] : (PostmortemReader[])[ReaderOf(service)])
        {
            await foreach ((IReadOnlyList<Postmortem> postmortems, IReadOnlyList<UnreadableDocument> faulty) in
                reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                unreadable.AddRange(faulty);
                foreach (Postmortem one in postmortems)
                {
                    yield return one;
                }
            }
        }
    }

    private DateTimeOffset Now() => AuditText.ToMicrosecond(_timeProvider.GetUtcNow());
}
