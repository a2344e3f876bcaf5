using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Debt.Internal;
using Reliability.Storage;

namespace Reliability.Debt;

/// <summary>
/// The technical debt of a service in a document store. Each item is one document with its history. This class is safe for concurrent use.
/// </summary>
public sealed partial class DebtRegister : IDebtRegister
{
    /// <summary>The earliest date. An earlier one is a mistake, such as a date of 0.</summary>
    private static readonly DateTimeOffset _earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The furthest due date.</summary>
    private static readonly TimeSpan _maxDue = TimeSpan.FromDays(3653);

    /// <summary>How far a clock of another machine may be ahead.</summary>
    private static readonly TimeSpan _maxAhead = TimeSpan.FromDays(1);

    private readonly DocumentSet<DebtRecord> _items;
    private readonly DebtReader _reader;
    private readonly ILinkTargets[] _targets;
    private readonly TimeZoneInfo _zone;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="DebtRegister"/> class.</summary>
    /// <param name="documents">The store for the items. The register does not dispose it.</param>
    /// <param name="service">The service that has the debt, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="scorer">The scorer, or <see langword="null"/> for <see cref="DebtScorers.RankTable"/>.</param>
    /// <param name="costs">Tells what linked incidents cost, or <see langword="null"/> if nothing does.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="zone">The time zone of the months of reports, or <see langword="null"/> for UTC.</param>
    /// <param name="targets">
    /// Tell which incidents and objectives exist. A link is stored only if one of those of its kind knows what it names. Links of other
    /// kinds are not checked. <see langword="null"/> checks none.
    /// </param>
    /// <exception cref="ArgumentException">The name of the service is not valid.</exception>
    public DebtRegister(
        IDocumentStore documents,
        string service,
        IDebtScorer? scorer = null,
        IEnumerable<IBudgetCost>? costs = null,
        TimeProvider? timeProvider = null,
        TimeZoneInfo? zone = null,
        IEnumerable<ILinkTargets>? targets = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        Service = Owned.RequireService(service, nameof(service));
        Scorer = scorer ?? DebtScorers.RankTable;
        _items = new DocumentSet<DebtRecord>(documents, service);
        _reader = new DebtReader(_items, Scorer, [.. costs ?? []]);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _zone = zone ?? TimeZoneInfo.Utc;
        _targets = [.. targets ?? []];
    }

    /// <inheritdoc/>
    public string Service { get; }

    /// <inheritdoc/>
    public IDebtScorer Scorer { get; }

    /// <inheritdoc/>
    public async ValueTask<DebtItem> RegisterAsync(
        DebtDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(request);
        DateTimeOffset now = Now();
        RequireDates(definition, now);
        DebtRecord record = Registered(definition, request, now);
        foreach (string id in DebtItemId.OfChange(request.Id))
        {
            DocumentWrite write = _items.Write(id, seen: null, record);
            if (await _items.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
            {
                return record.ToItem(Service, id, write.ETag);
            }

            DebtItem? present = await GetAsync(id, cancellationToken).ConfigureAwait(false);
            if (present?.History[0].Id == request.Id)
            {
                return present.Revision > 1 || DebtFields.Between(record, DebtRecord.Of(present)) is null
                    ? present
                    : throw new ArgumentException(
                        $"The request '{request.Id}' registered the item '{id}' with another definition before. Use a new id.",
                        nameof(request));
            }
        }

        throw new StoreException($"No id is free for the item of the request '{request.Id}'. Use a new id.", isTransient: false);
    }

    /// <inheritdoc/>
    public async ValueTask<DebtItem?> GetAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return StoreName.Fault(id) is null
            && await _items.GetAsync(id, cancellationToken).ConfigureAwait(false) is { } stored
            ? _reader.Of(stored)
            : null;
    }

    /// <inheritdoc/>
    public ValueTask<RankedDebt> RankAsync(DebtItem item, CancellationToken cancellationToken = default)
    {
        RequireOwn(item);
        return _reader.RankAsync(item, Now(), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<DebtPage> ListAsync(DebtQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new DebtQuery();
        DateTimeOffset now = Now();
        RankedDebt? after = query.After is { } id
            ? await _reader.RankAsync(
                await GetAsync(id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(id), now, cancellationToken)
                .ConfigureAwait(false)
            : null;
        var selection = new DebtSelection(query.MaxCount, after);
        List<UnreadableDocument> unreadable = [];
        int total = 0;
        await foreach (DebtReadPage page in _reader.ReadAsync(query, now, cancellationToken).ConfigureAwait(false))
        {
            total += page.Items.Count;
            unreadable.AddRange(page.Unreadable);
            foreach (RankedDebt one in page.Items)
            {
                selection.Add(one);
            }
        }

        IReadOnlyList<RankedDebt> items = selection.ToList();
        return new DebtPage
        {
            AsOf = now,
            ScorerName = Scorer.Name,
            ScorerVersion = Scorer.Version,
            Items = items,
            TotalCount = total,
            Next = selection.HasMore ? items[^1].Item.Id : null,
            Unreadable = unreadable,
        };
    }

    /// <inheritdoc/>
    public ValueTask<DebtUpdate> EditAsync(
        DebtItem seen, DebtDefinition definition, ChangeRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        RequireDates(definition, Now());
        return ChangeAsync(
            seen,
            DebtChangeKind.Edited,
            request,
            (before, _) => DebtChanges.Edit(before, definition),
            current => DebtFields.Differ(
                current, request.Id, DebtChanges.Edit(current, definition).After!, DebtFields.IsOfDefinition),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<DebtUpdate> ResolveAsync(
        DebtItem seen, DebtResolveRequest request, CancellationToken cancellationToken = default) => ChangeAsync(
        seen,
        DebtChangeKind.Resolved,
        request,
        (before, now) => DebtChanges.Resolve(before, request, now),
        current => DebtFields.Differ(
            current, request.Id, current with { ResolutionNotes = request.Notes }, field => field == "resolutionNotes"),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DebtUpdate> ReopenAsync(DebtItem seen, ChangeRequest request, CancellationToken cancellationToken = default) =>
        ChangeAsync(
            seen, DebtChangeKind.Reopened, request, (before, _) => DebtChanges.Reopen(before), isOther: null, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<DebtUpdate> AcceptAsync(
        DebtItem seen, DebtAcceptRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(
            seen,
            DebtChangeKind.Accepted,
            request,
            (before, now) =>
            {
                Check.That(
                    request.ExpiresAt > now && request.ExpiresAt <= now + DebtAcceptRequest.MaxDuration,
                    request.ExpiresAt,
                    $"An acceptance expires after now ({now:u}) and at most {DurationText.Of(DebtAcceptRequest.MaxDuration)} later.",
                    nameof(request.ExpiresAt));
                return DebtChanges.Accept(before, request, now);
            },
            current => DebtFields.Differ(
                current,
                request.Id,
                DebtChanges.Accept(current with { ResolvedAt = null }, request, default).After!,
                field => field is "approver" or "acceptedUntil"),
            cancellationToken);
    }

    /// <summary>Makes a change of the version that the caller has seen, or says why not.</summary>
    /// <param name="seen">The version that the caller has seen.</param>
    /// <param name="kind">The kind of the change.</param>
    /// <param name="request">Who makes it, and why.</param>
    /// <param name="change">Returns the item after the change.</param>
    /// <param name="isOther">
    /// Returns whether the request states something else than a stored change with its id, or null if it states nothing.
    /// </param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The id belongs to another change, or to one with other content.</exception>
    private async ValueTask<DebtUpdate> ChangeAsync(
        DebtItem seen,
        DebtChangeKind kind,
        ChangeRequest request,
        Func<DebtRecord, DateTimeOffset, DebtChangeResult> change,
        Func<DebtRecord, bool>? isOther,
        CancellationToken cancellationToken)
    {
        RequireOwn(seen);
        ArgumentNullException.ThrowIfNull(request);
        if (IsMade(seen, kind, request, isOther))
        {
            return Done(seen);
        }

        var before = DebtRecord.Of(seen);
        DateTimeOffset now = Later(Now(), seen.History[^1].At);
        if (seen.Revision >= DebtItem.MaxChanges && kind != DebtChangeKind.Resolved)
        {
            return Reject(seen, Check.Text($"was changed {seen.Revision} times, the maximum; it can only be resolved"));
        }

        DebtChangeResult result = change(before, now);
        if (result.After is not { } changed)
        {
            return Reject(seen, result.Rejection!);
        }

        DebtRecord after = changed with
        {
            History = [.. before.History, Entry(kind, request, now) with { Fields = DebtFields.Between(before, changed) }],
        };
        return DocumentSet<DebtRecord>.SizeFault(after) is { } fault
            ? Reject(seen, fault)
            : await StoreAsync(seen, after, kind, request, isOther, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<DebtUpdate> StoreAsync(
        DebtItem seen,
        DebtRecord after,
        DebtChangeKind kind,
        ChangeRequest request,
        Func<DebtRecord, bool>? isOther,
        CancellationToken cancellationToken)
    {
        DocumentWrite write = _items.Write(seen.Id, _items.Seen(seen.Id, seen.ETag), after);
        if (await _items.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return Done(after.ToItem(Service, seen.Id, write.ETag));
        }

        DebtItem current = await GetAsync(seen.Id, cancellationToken).ConfigureAwait(false) ?? throw NotFound(seen.Id);

        // An earlier call may have stored the same request even though its answer was lost.
        return IsMade(current, kind, request, isOther)
            ? Done(current)
            : new DebtUpdate
            {
                Outcome = DebtOutcome.Conflict,
                Current = current,
                Proposed = after.ToItem(Service, seen.Id, seen.ETag),
            };
    }

    private static bool IsMade(DebtItem item, DebtChangeKind kind, ChangeRequest request, Func<DebtRecord, bool>? isOther)
    {
        if (item.History.FirstOrDefault(change => change.Id == request.Id) is not { } made)
        {
            return false;
        }

        string? fault = made.Kind != kind ? $"another change of the item '{item.Id}' ({made.Kind})"
            : isOther?.Invoke(DebtRecord.Of(item)) == true ? $"a change of the item '{item.Id}' with other content"
            : null;
        return fault is null
            ? true
            : throw new ArgumentException($"The id '{request.Id}' belongs to {fault}. Use a new id.", nameof(request));
    }

    private static DebtUpdate Done(DebtItem item) => new() { Outcome = DebtOutcome.Stored, Current = item };

    private static DebtUpdate Reject(DebtItem item, string rejection) =>
        new() { Outcome = DebtOutcome.Rejected, Current = item, Rejection = $"The item '{item.Id}' {rejection}." };

    private static DebtRecord Registered(DebtDefinition definition, ChangeRequest request, DateTimeOffset now) =>
        DebtRecord.Of(definition, now) with { History = [Entry(DebtChangeKind.Registered, request, now)] };

    private static StoredDebtChange Entry(DebtChangeKind kind, ChangeRequest request, DateTimeOffset at) => new()
    {
        Id = request.Id,
        Kind = DebtWords.Change.Word(kind),
        By = request.By,
        Reason = request.Reason,
        At = at,
    };

    private static void RequireDates(DebtDefinition definition, DateTimeOffset now)
    {
        Check.That(
            definition.DueAt is null || (definition.DueAt >= _earliest && definition.DueAt <= now + _maxDue),
            definition.DueAt,
            $"A due date is at most {DurationText.Of(_maxDue)} after now ({now:u}), and in 2000 or later.",
            nameof(definition.DueAt));
        Check.That(
            definition.FoundAt is null || (definition.FoundAt >= _earliest && definition.FoundAt <= now + _maxAhead),
            definition.FoundAt,
            $"Debt is found before now ({now:u}), and in 2000 or later.",
            nameof(definition.FoundAt));
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private KeyNotFoundException NotFound(string id) => new($"Service '{Service}' has no item of debt '{Names.Shorten(id)}'.");

    private void RequireOwn(DebtItem seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.Service != Service)
        {
            throw new ArgumentException(
                $"This register holds the debt of '{Service}'; '{seen.Id}' belongs to '{seen.Service}'.", nameof(seen));
        }
    }

    private DateTimeOffset Now() => AuditText.ToMicrosecond(_timeProvider.GetUtcNow());
}
