using Reliability.Alerting;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Incidents.Internal;
using Reliability.Releases;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>
/// The incidents of services in a document store. Each incident is one document with its history and its timeline. This class is safe for
/// concurrent use.
/// </summary>
public sealed partial class IncidentRegister : IIncidents, IBudgetCost
{
    /// <summary>How far a milestone may be ahead, because clocks differ.</summary>
    internal static readonly TimeSpan MaxAhead = TimeSpan.FromDays(1);

    /// <summary>The earliest time of an incident. An earlier one is a mistake, such as a date of 0.</summary>
    internal static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, IncidentReader> _readers;
    private readonly IErrorBudgets? _budgets;
    private readonly CostMeter? _meter;
    private readonly IDeployments? _deployments;
    private readonly AlertTransitions? _alerts;
    private readonly TimeProvider _timeProvider;
    private readonly TimeZoneInfo _zone;

    /// <summary>Initializes a new instance of the <see cref="IncidentRegister"/> class.</summary>
    /// <param name="documents">The store for the incidents. The register does not dispose it.</param>
    /// <param name="services">The services whose incidents are kept.</param>
    /// <param name="budgets">
    /// Measures what incidents burnt, and knows the objectives that one can name, or <see langword="null"/> if nothing does. Names of
    /// objectives are then not checked.
    /// </param>
    /// <param name="deployments">
    /// The deployments to which incidents are attributed and that one can name, or <see langword="null"/> if none are known. The id of a
    /// deployment is then not checked.
    /// </param>
    /// <param name="alerts">The alerts whose pages reports count, or <see langword="null"/> if none are known.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="zone">The time zone in which reports tell working hours, or <see langword="null"/> for UTC.</param>
    /// <exception cref="ArgumentException">The name of a service is not valid or occurs twice.</exception>
    public IncidentRegister(
        IDocumentStore documents,
        IReadOnlyList<string> services,
        IErrorBudgets? budgets = null,
        IDeployments? deployments = null,
        AlertTransitions? alerts = null,
        TimeProvider? timeProvider = null,
        TimeZoneInfo? zone = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        Services = Check.Copy(services);
        if (Services.Distinct(StringComparer.Ordinal).Count() < Services.Count)
        {
            throw new ArgumentException("A service occurs twice.", nameof(services));
        }

        _timeProvider = timeProvider ?? TimeProvider.System;
        _readers = Services.ToDictionary(
            service => Owned.RequireService(service, nameof(services)),
            service => new IncidentReader(new DocumentSet<IncidentRecord>(documents, service)),
            StringComparer.Ordinal);
        _budgets = budgets;
        _meter = budgets is null ? null : new CostMeter(budgets, _timeProvider);
        _deployments = deployments;
        _alerts = alerts;
        _zone = zone ?? TimeZoneInfo.Utc;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Services { get; }

    /// <summary>Gets the rotations and the working hours of reports whose query states none.</summary>
    /// <exception cref="ArgumentException">The working day does not end after it begins.</exception>
    public OnCallHours OnCall
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            value.Validate();
            field = value;
        }
    } = new();

    /// <inheritdoc/>
    public async ValueTask<IncidentUpdate> OpenAsync(IncidentOpening opening, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        if (opening.IsAnonymous && opening.Definition.Kind != IncidentKind.NearMiss)
        {
            throw new ArgumentException("Only a near miss is reported without a name.", nameof(opening));
        }

        IncidentReader reader = ReaderOf(opening.Service);
        IReadOnlyList<string> ids = IncidentIds.OfChange(opening.Id);
        if (await FindLinkFaultAsync(reader, seen: null, opening.Definition, cancellationToken).ConfigureAwait(false) is { } fault)
        {
            // An earlier call may have stored the same request, before what it names was removed.
            Incident? opened = (await reader.GetAsync(ids, cancellationToken).ConfigureAwait(false))
                .FirstOrDefault(one => one.History[0].Id == opening.Id && (one.Revision > 1 || IsSame(one, opening)));
            return opened is null ? fault : Done(opened);
        }

        foreach (string id in ids)
        {
            (Incident present, bool isNew) =
                await OpenAsync(id, opening, IncidentSource.Manual, [], [], cancellationToken).ConfigureAwait(false);
            if (isNew || (present.History[0].Id == opening.Id && (present.Revision > 1 || IsSame(present, opening))))
            {
                return Done(present);
            }

            if (present.History[0].Id == opening.Id)
            {
                throw new ArgumentException(
                    $"The request '{opening.Id}' opened the incident '{id}' with another definition before. Use a new id.",
                    nameof(opening));
            }
        }

        throw new StoreException($"No id is free for the incident of the request '{opening.Id}'. Use a new id.", isTransient: false);
    }

    /// <inheritdoc/>
    public async ValueTask<Incident?> GetAsync(string service, string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return await ReaderOf(service).GetAsync(id, cancellationToken).ConfigureAwait(false) is { } found
            ? await MeasuredAsync(found, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <inheritdoc/>
    public async ValueTask<IncidentPage> ListAsync(IncidentQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        IncidentReader reader = ReaderOf(query.Service);
        Incident? after = query.After is { } id
            ? await reader.GetAsync(id, cancellationToken).ConfigureAwait(false)
                ?? throw new KeyNotFoundException($"Service '{query.Service}' has no incident '{Names.Shorten(id)}'.")
            : null;
        var selection = new IncidentSelection(query.MaxCount, after);
        List<UnreadableDocument> unreadable = [];
        int total = 0;
        await foreach ((IReadOnlyList<StoredIncident> incidents, IReadOnlyList<UnreadableDocument> faulty) in
            reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            unreadable.AddRange(faulty);
            foreach (StoredIncident one in incidents.Where(one => query.Matches(one.Head)))
            {
                total++;
                selection.Add(one);
            }
        }

        IReadOnlyList<Incident> page = selection.ToList();
        return new IncidentPage
        {
            Incidents = page,
            TotalCount = total,
            Next = selection.HasMore ? page[^1].Id : null,
            Unreadable = unreadable,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<OpenIncidents> ListOpenAsync(string? service = null, CancellationToken cancellationToken = default)
    {
        List<Incident> open = [];
        List<UnreadableDocument> unreadable = [];
        foreach (IncidentReader reader in service is null ? [.. _readers.Values] : (IncidentReader[])[ReaderOf(service)])
        {
            await foreach ((IReadOnlyList<StoredIncident> incidents, IReadOnlyList<UnreadableDocument> faulty) in
                reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                unreadable.AddRange(faulty);
                open.AddRange(incidents.Where(one => one.Head.Status != IncidentStatus.Resolved).Select(one => one.ToIncident()));
            }
        }

        open.Sort(IncidentSelection.Compare);
        for (int i = 0; i < open.Count; i++)
        {
            open[i] = await MeasuredAsync(open[i], cancellationToken).ConfigureAwait(false);
        }

        return new OpenIncidents(open, unreadable);
    }

    /// <inheritdoc/>
    public async ValueTask<IncidentCost> MeasureAsync(
        string service, IReadOnlyList<Incident> incidents, CancellationToken cancellationToken = default)
    {
        _ = ReaderOf(service);
        Incident[] all = Check.Copy(incidents);
        Array.ForEach(all, one => RequireOwn(one, service));
        DateTimeOffset now = _timeProvider.GetUtcNow();
        return _meter is null
            ? new IncidentCost
            {
                MeasuredAt = now,
                Downtime = IncidentDowntime.Of(all.Select(one => one.RangeAt(now))),
                Objectives = [],
            }
            : await _meter.MeasureAsync(service, all, null, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<IncidentRecurrence?> FindRecurrenceAsync(Incident incident, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(incident);
        List<Incident> history = [];
        await foreach ((IReadOnlyList<StoredIncident> incidents, _) in
            ReaderOf(incident.Service).ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            history.AddRange(incidents.Select(one => one.Head).Where(one =>
                one.Id == incident.Definition.RecurrenceOf
                || string.Equals(one.Definition.CauseClass, incident.Definition.CauseClass, StringComparison.OrdinalIgnoreCase)));
        }

        return IncidentRecurrence.Find(incident, history) is { } found
            && await ReaderOf(incident.Service).GetAsync(found.Of.Id, cancellationToken).ConfigureAwait(false) is { } whole
            ? found with { Of = whole }
            : null;
    }

    /// <summary>Opens an incident with an id, unless there is one.</summary>
    /// <returns>The incident, and whether it is new.</returns>
    internal async ValueTask<(Incident Incident, bool IsNew)> OpenAsync(
        string id,
        IncidentOpening opening,
        IncidentSource source,
        IReadOnlyList<IncidentAlert> alerts,
        IReadOnlyList<IncidentNote> timeline,
        CancellationToken cancellationToken)
    {
        IncidentReader reader = ReaderOf(opening.Service);
        DateTimeOffset now = Now();
        foreach (IncidentMilestone milestone in IncidentTimes.Milestones)
        {
            RequireTime(opening.Times.Of(milestone), now, $"{milestone}At");
        }

        var incident = new Incident
        {
            Id = id,
            Service = opening.Service,
            Definition = opening.Definition,
            Times = opening.Times,
            Source = source,
            OpenedAt = now,
            Alerts = alerts,
            Timeline = timeline,
            History =
            [
                new IncidentChange
                {
                    Revision = 1,
                    Id = opening.Id,
                    Kind = IncidentChangeKind.Opened,
                    By = opening.IsAnonymous ? IncidentOpening.Anonymous : opening.By,
                    Reason = opening.Reason,
                    At = now,
                },
            ],
            ETag = null!, // It is known when it is written.
        };

        // What imported ones burnt is measured by who reads one: many at once would be slow.
        incident = incident.EndedAt is null || source == IncidentSource.Import
            ? incident
            : await CostedAsync(incident, cancellationToken).ConfigureAwait(false);
        DocumentWrite write = reader.Documents.Write(id, seen: null, IncidentRecord.Of(incident));
        if (await reader.Documents.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return (incident with { ETag = write.ETag }, true);
        }

        return (await reader.GetAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw new StoreException($"The incident '{id}' was neither stored nor found.", isTransient: true), false);
    }

    /// <summary>Returns an incident as it is stored, without measuring anything.</summary>
    internal ValueTask<Incident?> ReadAsync(string service, string id, CancellationToken cancellationToken) =>
        ReaderOf(service).GetAsync(id, cancellationToken);

    private static bool IsSame(Incident present, IncidentOpening opening) =>
        IncidentFields.Between(present, present with { Definition = opening.Definition, Times = opening.Times }).Count == 0;

    private static void RequireTime(DateTimeOffset? at, DateTimeOffset now, string parameter) => Check.That(
        IsCredible(at, now), at, $"A time of an incident is in 2000 or later, and at most a day after now ({now:u}).", parameter);

    private static bool IsCredible(DateTimeOffset? at, DateTimeOffset now) => at is null || (at >= Earliest && at <= now + MaxAhead);

    private static void RequireOwn(Incident one, string service)
    {
        if (one.Service != service)
        {
            throw new ArgumentException(
                $"The incident '{one.Id}' belongs to the service '{one.Service}', not to '{service}'.", nameof(one));
        }
    }

    private static IncidentUpdate Done(Incident incident) => new() { Outcome = IncidentOutcome.Stored, Current = incident };

    private IncidentReader ReaderOf(string service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return _readers.TryGetValue(service, out IncidentReader? reader)
            ? reader
            : throw new KeyNotFoundException(Names.Unknown("service", service, Services));
    }

    private async ValueTask<Incident> MeasuredAsync(Incident one, CancellationToken cancellationToken) =>
        CostMeter.IsOpen(one, _timeProvider.GetUtcNow()) ? await CostedAsync(one, cancellationToken).ConfigureAwait(false) : one;

    private async ValueTask<Incident> CostedAsync(Incident one, CancellationToken cancellationToken) => _meter is null
        ? one
        : one with { Cost = await _meter.MeasureAsync(one.Service, [one], null, cancellationToken).ConfigureAwait(false) };

    private DateTimeOffset Now() => AuditText.ToMicrosecond(_timeProvider.GetUtcNow());
}
