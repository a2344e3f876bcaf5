using Reliability.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// The experiments of a service in a document store. Each experiment is one document with its history. This class is safe for concurrent
/// use.
/// </summary>
public sealed partial class ExperimentCatalog : IExperiments
{
    private const string Automatic = "automatic rollback";
    private readonly EvidenceReader _evidence;
    private readonly string _service;
    private readonly IDocumentStore _documents;
    private readonly DocumentSet<ExperimentRecord> _experiments;
    private readonly TimeZoneInfo _dayZone;
    private readonly TimeProvider _timeProvider;

    /// <summary>Initializes a new instance of the <see cref="ExperimentCatalog"/> class.</summary>
    /// <param name="documents">The store for the experiments. The catalog does not dispose it.</param>
    /// <param name="enrollments">The store for the units of the experiments. The catalog does not dispose it.</param>
    /// <param name="service">The service that runs the experiments, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <param name="timeProvider">The clock, or <see langword="null"/> for the system clock.</param>
    /// <param name="dayZone">
    /// The time zone of the days of <see cref="RecordDayAsync"/>, or <see langword="null"/> for UTC.
    /// </param>
    /// <exception cref="ArgumentException">The name of the service is not valid.</exception>
    public ExperimentCatalog(
        IDocumentStore documents,
        IEnrollmentStore enrollments,
        string service,
        TimeProvider? timeProvider = null,
        TimeZoneInfo? dayZone = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(enrollments);
        _service = Owned.RequireService(service, nameof(service));
        _documents = documents;
        _experiments = new DocumentSet<ExperimentRecord>(documents, service);
        _evidence = new EvidenceReader(documents, enrollments, service);
        _timeProvider = timeProvider ?? TimeProvider.System;
        _dayZone = dayZone ?? TimeZoneInfo.Utc;
    }

    /// <summary>
    /// Gets the names of the objectives and metrics that the application declares, by which <see cref="Review"/> finds a guardrail of none
    /// of them. The default is <see langword="null"/>, which means that they are not known.
    /// </summary>
    public IReadOnlyList<string>? Declared { get; init; }

    /// <inheritdoc/>
    public string Service => _service;

    /// <inheritdoc/>
    public IReadOnlyList<string> Review(ExperimentDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return Declared is null ? [] : [.. definition.Metrics.Select(metric => metric.UnknownSlo(Declared)).OfType<string>()];
    }

    /// <inheritdoc/>
    public async ValueTask<ExperimentUpdate> CreateAsync(
        ExperimentDefinition definition,
        ChangeRequest request,
        CancellationToken cancellationToken = default)
    {
        ExperimentDefinition.RequireValid(definition);
        ArgumentNullException.ThrowIfNull(request);
        ExperimentRecord record = Next(
            ExperimentState.Draft,
            definition,
            [],
            new Audit(ExperimentChangeKind.Created, request),
            before: null);
        return await StoreAsync(_experiments.Write(definition.Key, seen: null, record), record, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<Experiment?> GetAsync(string key, CancellationToken cancellationToken = default) =>
        await _experiments.GetAsync(key, cancellationToken).ConfigureAwait(false) is { } stored ? Of(stored) : null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<Experiment> ListAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<SkippedExperiment> unreadable = [];
        foreach (Stored<ExperimentRecord> stored in await _experiments.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (TryOf(stored, out string? fault) is { } one)
            {
                yield return one;
            }
            else
            {
                unreadable.Add(new SkippedExperiment { Key = stored.Id.Id, Reason = fault! });
            }
        }

        if (unreadable.Count > 0)
        {
            throw new UnreadableExperimentsException(unreadable);
        }
    }

    /// <inheritdoc/>
    public ExperimentPlan Plan(Experiment seen, ExperimentDefinition definition, IEnumerable<string> units)
    {
        RequireOwn(seen);
        ExperimentDefinition.RequireValid(definition);
        AssignmentPlan moves = ExperimentRules.Moves(seen.Definition, definition, units);
        return new ExperimentPlan
        {
            Assignment = moves,
            Rejections = ExperimentRules.Rejections(seen, definition),
            Notes = ExperimentRules.Notes(seen, definition, moves),
        };
    }

    /// <inheritdoc/>
    public ValueTask<ExperimentUpdate> EditAsync(
        Experiment seen,
        ExperimentDefinition definition,
        ChangeRequest request,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(request);
        ExperimentDefinition.RequireValid(definition);
        return ExperimentRules.Rejections(seen, definition) is [{ } first, ..]
            ? throw new InvalidOperationException(first)
            : ChangeAsync(seen, seen.State, definition, new Audit(ExperimentChangeKind.Edited, request), cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<ExperimentUpdate> StartAsync(
        Experiment seen,
        ChangeRequest request,
        CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        ExperimentRules.RequireState(seen, "started", [ExperimentState.Draft]);
        if (seen.Definition.Layer is { } slice)
        {
            await foreach (Experiment other in ListAsync(cancellationToken).ConfigureAwait(false))
            {
                ExperimentRules.RequireApart(seen, slice, other);
            }
        }

        return await MoveAsync(
            seen, ExperimentChangeKind.Started, request, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask<ExperimentUpdate> PauseAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default) =>
        MoveAsync(seen, ExperimentChangeKind.Paused, request, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ExperimentUpdate> ResumeAsync(Experiment seen, ChangeRequest request, CancellationToken cancellationToken = default) =>
        MoveAsync(seen, ExperimentChangeKind.Resumed, request, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ConcludeOutcome> ConcludeAsync(
        Experiment seen,
        ConcludeRequest request,
        CancellationToken cancellationToken = default)
    {
        RequireConcludable(seen, request);
        ExperimentDefinition definition = seen.Definition;
        DateTimeOffset now = Now();
        ExperimentEvidence evidence = await _evidence.ReadAsync(seen, now, cancellationToken).ConfigureAwait(false);
        ExperimentReport report = ExperimentAnalysis.Analyze(seen, evidence);
        IReadOnlyList<string> rejections = Rejections(seen, report, seen.RunningFor(now), request);
        ExperimentRecord record = Next(
            ExperimentState.Concluded,
            definition,
            seen.History,
            new Audit(ExperimentChangeKind.Concluded, request),
            before: null) with
        {
            Conclusion = StoredConclusion.Of(new ExperimentConclusion
            {
                Shipped = request.Ship,
                Overridden = rejections,
                Evidence = evidence,
                Report = report,
                AnalysisVersion = ExperimentAnalysis.Version,
                LibraryVersion = typeof(ExperimentCatalog).Assembly.GetName().Version?.ToString() ?? "unknown",
                Seed = definition.ToAssignment().Seed,
                Scheme = definition.Scheme,
            }),
        };
        if (rejections.Count > 0 && !request.Override)
        {
            return new ConcludeOutcome { IsConcluded = false, IsStale = false, Rejections = rejections, Report = report, Current = seen };
        }

        int size = Encoding.UTF8.GetByteCount(DocumentSet<ExperimentRecord>.Text(record));
        if (size > Document.MaxBytes)
        {
            throw new InvalidOperationException(
                $"Experiment '{definition.Key}' with its history and report takes {size} bytes, and a document has at most "
                + $"{Document.MaxBytes}. Remove secondary metrics, and then conclude it.");
        }

        ExperimentUpdate update = await StoreAsync(
            _experiments.Write(definition.Key, Seen(seen), record),
            record,
            cancellationToken).ConfigureAwait(false);
        return new ConcludeOutcome
        {
            IsConcluded = update.IsStored,
            IsStale = !update.IsStored,
            Rejections = rejections,
            Report = report,
            Current = update.Current,
        };
    }

    /// <inheritdoc/>
    public ValueTask<ExperimentUpdate> RollBackAsync(
        Experiment seen,
        ChangeRequest request,
        CancellationToken cancellationToken = default) =>
        MoveAsync(seen, ExperimentChangeKind.RolledBack, request, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ExperimentUpdate?> RollBackIfBrokenAsync(Experiment seen, CancellationToken cancellationToken = default)
    {
        RequireOwn(seen);
        bool wasOverruled = seen.History.Any(change => change.Kind == ExperimentChangeKind.RolledBack && change.IsAutomatic);
        if (seen.State != ExperimentState.Running || !seen.Definition.Design.RollsBack || wasOverruled)
        {
            return null;
        }

        ExperimentEvidence evidence = await _evidence.ReadSumsAsync(seen, Now(), cancellationToken).ConfigureAwait(false);
        return GuardrailWatch.Broken(seen, evidence) is { } broken
            ? await ChangeAsync(
                seen,
                ExperimentState.RolledBack,
                seen.Definition,
                new Audit(
                    ExperimentChangeKind.RolledBack,
                    new ChangeRequest { By = Automatic, Reason = broken.Length > 1000 ? broken[..1000] : broken },
                    IsAutomatic: true),
                cancellationToken).ConfigureAwait(false)
            : null;
    }

    private ValueTask<ExperimentUpdate> MoveAsync(
        Experiment seen, ExperimentChangeKind kind, ChangeRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(request);
        return ChangeAsync(seen, Plan(seen, kind), seen.Definition, new Audit(kind, request), cancellationToken);
    }

    private ValueTask<ExperimentUpdate> ChangeAsync(
        Experiment seen,
        ExperimentState state,
        ExperimentDefinition definition,
        Audit audit,
        CancellationToken cancellationToken)
    {
        RequireOwn(seen);
        ExperimentRecord record = Next(state, definition, seen.History, audit, seen.Definition);
        return StoreAsync(_experiments.Write(definition.Key, Seen(seen), record), record, cancellationToken);
    }

    private void RequireOwn(Experiment seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.Service != _service)
        {
            throw new ArgumentException(
                $"This catalog holds the experiments of '{_service}'; '{seen.Definition.Key}' belongs to '{seen.Service}'.",
                nameof(seen));
        }
    }

    private DateTimeOffset Now() => AuditText.ToMicrosecond(_timeProvider.GetUtcNow());

    private ExperimentRecord Next(
        ExperimentState state,
        ExperimentDefinition definition,
        IReadOnlyList<ExperimentChange> history,
        Audit audit,
        ExperimentDefinition? before)
    {
        if (history.Count >= ExperimentRules.MaxChanges
            && audit.Kind is not (ExperimentChangeKind.Concluded or ExperimentChangeKind.RolledBack))
        {
            throw new InvalidOperationException(
                $"Experiment '{definition.Key}' was changed {history.Count} times, the maximum; it can only be rolled back and concluded.");
        }

        DateTimeOffset now = Now();
        var change = new ExperimentChange
        {
            Revision = history.Count + 1,
            Kind = audit.Kind,
            Id = audit.Request.Id,
            By = audit.Request.By,
            Reason = audit.Request.Reason,
            At = history.Count > 0 && history[^1].At > now ? history[^1].At : now,
            Coverage = definition.Coverage,
            Variants = [.. definition.Variants.Select(v => new WeightedVariant(v.Key, v.Weight))],
            Changed = before is null ? [] : DefinitionChanges.Between(before, definition),
            IsAutomatic = audit.IsAutomatic,
        };
        return ExperimentRecord.Of(state, definition, [.. history, change]);
    }

    private async ValueTask<ExperimentUpdate> StoreAsync(DocumentWrite write, ExperimentRecord record, CancellationToken cancellationToken)
    {
        if (await _experiments.PutAsync(write, cancellationToken).ConfigureAwait(false) == WriteOutcome.Stored)
        {
            return new ExperimentUpdate { IsStored = true, Current = record.ToExperiment(_service, write.ETag) };
        }

        Stored<ExperimentRecord> current = await _experiments.GetAsync(write.Id.Id, cancellationToken).ConfigureAwait(false)
            ?? throw new KeyNotFoundException($"Service '{_service}' has no experiment '{write.Id.Id}'.");
        Experiment stored = Of(current);

        // An earlier call may have stored the same request even though its answer was lost.
        string? id = record.History[^1].Id;
        return new ExperimentUpdate { IsStored = stored.History.Any(change => change.Id == id), Current = stored };
    }

    private Stored<ExperimentRecord> Seen(Experiment seen) => _experiments.Seen(seen.Definition.Key, seen.ETag);

    private Experiment Of(Stored<ExperimentRecord> stored) => stored.Require().ToExperiment(_service, stored.ETag);

    private Experiment? TryOf(Stored<ExperimentRecord> stored, out string? fault)
    {
        try
        {
            fault = null;
            return Of(stored);
        }
        catch (StoreException e)
        {
            fault = e.Message;
            return null;
        }
    }

    /// <summary>The kind of a change, its author and its reason.</summary>
    private readonly record struct Audit(ExperimentChangeKind Kind, ChangeRequest Request, bool IsAutomatic = false);
}
