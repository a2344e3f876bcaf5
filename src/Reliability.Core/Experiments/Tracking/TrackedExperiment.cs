using System.Diagnostics.CodeAnalysis;
using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// One version of an experiment on the request path: decides the variants of units, and counts exposures. This class is safe for concurrent
/// use. Its members allocate nothing, except <see cref="ExposeAsync"/> when it reads the store, and <see cref="Metric"/>,
/// <see cref="SloGuardrail"/> and the guardrails for a new name.
/// </summary>
public sealed class TrackedExperiment
{
    private readonly ExperimentTracker _tracker;
    private readonly ExperimentAssigner _assigner;
    private readonly ulong _hash;
    private readonly FirstVariants? _firstVariants;
    private readonly CallCount[] _calls;
    private readonly Prepared<string, MetricRecorder> _metrics;
    private readonly Prepared<string, MetricRecorder?> _sloGuardrails;
    private readonly Prepared<OutcomeRecorder, OutcomeGuardrail> _outcomeGuardrails;
    private readonly Prepared<LatencyRecorder, LatencyGuardrail> _latencyGuardrails;

    internal TrackedExperiment(ExperimentTracker tracker, Experiment experiment)
    {
        _tracker = tracker;
        _assigner = new ExperimentAssigner(experiment);
        Experiment = experiment;
        Id = Owned.Experiment(experiment.Service, experiment.Definition.Key);
        _hash = RecentExposures.HashOf(Id);
        _firstVariants = experiment.Definition.IsSticky ? tracker.FirstVariantsOf(Id) : null;
        _calls = [.. experiment.Definition.Variants.Select(v => tracker.CallsOf(Id, v.Key))];
        _metrics = new(name => new MetricRecorder(this, tracker, StoreName.Require(name)), StringComparer.Ordinal);
        _sloGuardrails = new(FindSloGuardrail, StringComparer.Ordinal);
        _outcomeGuardrails = new(recorder => new OutcomeGuardrail(this, recorder));
        _latencyGuardrails = new(recorder => new LatencyGuardrail(this, recorder));
    }

    /// <summary>Gets the version of the experiment.</summary>
    public Experiment Experiment { get; }

    internal ExperimentId Id { get; }

    private InputCheck Input => _tracker.Input;

    internal bool Counts => Experiment.State == ExperimentState.Running;

    /// <summary>
    /// Decides the variant of a unit by the draw and counts its exposure once. Call it where the unit sees the difference, and not earlier.
    /// </summary>
    /// <remarks>
    /// It does not read the store. A sticky experiment (<see cref="ExperimentDefinition.IsSticky"/>) therefore requires
    /// <see cref="ExposeAsync"/>.
    /// </remarks>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="attributes">The attributes for targeting, or <see langword="null"/> for none.</param>
    /// <returns>
    /// The decision with the variant to show, or none. Forced units get their variant and do not count. A unit whose id is not valid gets
    /// no variant (<see cref="VariantReason.InvalidUnit"/>).
    /// </returns>
    public VariantDecision Expose(string? unit, IReadOnlyDictionary<string, string>? attributes = null) =>
        Count(unit, Decide(unit, attributes, out ulong unitHash), unitHash);

    /// <summary>
    /// Decides the variant of a unit like <see cref="Expose"/>, except that in a sticky experiment a unit that was exposed before keeps the
    /// variant of its first exposure.
    /// </summary>
    /// <remarks>
    /// <para>State, forced units and targeting are evaluated first. Then the store is read for the unit, once until the cache evicts it
    /// (the cache holds the last 32,768 to 65,536 units of the experiment). A unit that the store does not know gets the draw. A variant
    /// that is no longer in the definition cannot be kept: the unit gets the draw, and is then in two arms.</para>
    /// <para>Exposures that other processes have not flushed yet are not known, nor exposures that this process has not flushed and made
    /// before the experiment was sticky. Of the units that are first seen twice within a flush interval of a change, a few may be in two
    /// arms, which is counted.</para>
    /// <para>If the experiment is not sticky, the call reads nothing and completes synchronously.</para>
    /// </remarks>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="attributes">The attributes for targeting, or <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the operation. In that case nothing is counted.</param>
    /// <returns>
    /// The decision, as of <see cref="Expose"/>. If the store cannot be asked and <see cref="TrackerOptions.FallBackToDraw"/> is off, the
    /// unit gets no variant (<see cref="VariantReason.StoreUnavailable"/>) and is not counted.
    /// </returns>
    public ValueTask<VariantDecision> ExposeAsync(
        string? unit,
        IReadOnlyDictionary<string, string>? attributes = null,
        CancellationToken cancellationToken = default)
    {
        VariantDecision draw = Decide(unit, attributes, out ulong unitHash);
        if (unit is null || _firstVariants is null || draw.Reason is not (VariantReason.Assigned or VariantReason.NotIncluded))
        {
            return new(Count(unit, draw, unitHash));
        }

        return _firstVariants.TryGet(unit, Experiment.ETag, out string? first)
            ? new(Count(unit, Keep(first, draw), unitHash))
            : LookUpAsync(_firstVariants, unit, draw, unitHash, cancellationToken);
    }

    /// <summary>Decides the variant of a unit by the draw, without counting its exposure.</summary>
    /// <inheritdoc cref="Expose" path="/*[not(self::summary or self::remarks)]"/>
    public VariantDecision Decide(string? unit, IReadOnlyDictionary<string, string>? attributes = null) =>
        Decide(unit, attributes, out _);

    /// <summary>Counts an exposure that another system decided, such as the client of a vendor.</summary>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns>
    /// <see langword="true"/> if the exposure was counted; <see langword="false"/> if the experiment does not run or the memory is full, or
    /// if the unit or the variant is not valid (<see cref="TrackerStatistics.RejectedUnits"/>,
    /// <see cref="TrackerStatistics.RejectedVariants"/>).
    /// </returns>
    public bool CountExposure(string? unit, string? variant) =>
        Input.AcceptsUnit(unit) && Accepts(variant, out int place) && Counts
        && _tracker.TrackExposure(Id, unit, Experiment.Definition.Variants[place].Key, _hash ^ UnitHash.Of(unit));

    /// <summary>
    /// Adds one to the impression calls of a variant, for a chart. It counts calls and not units: a reload counts again, so the numbers are
    /// not valid for a verdict. <see cref="ExposeAsync"/> and <see cref="Expose"/> count units. The calls are counted in memory
    /// (<see cref="ExperimentTracker.Calls"/>), reported by the Meter of <c>AddReliability()</c>, and not stored.
    /// </summary>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns>
    /// <see langword="true"/> if the call was counted; <see langword="false"/> if the experiment does not run or does not have the variant
    /// (<see cref="TrackerStatistics.RejectedVariants"/>).
    /// </returns>
    public bool CountImpressionCall(string? variant)
    {
        bool counts = Accepts(variant, out int place) && Counts;
        if (counts)
        {
            _calls[place].AddImpression();
        }

        return counts;
    }

    /// <summary>
    /// Adds one to the conversion calls of a variant, for a chart. It counts calls and not units, like <see cref="CountImpressionCall"/>.
    /// <see cref="MetricRecorder.Convert"/> counts units.
    /// </summary>
    /// <inheritdoc cref="CountImpressionCall"/>
    public bool CountConversionCall(string? variant)
    {
        bool counts = Accepts(variant, out int place) && Counts;
        if (counts)
        {
            _calls[place].AddConversion();
        }

        return counts;
    }

    /// <summary>Returns a metric of this version. It is prepared once per name, so repeated calls allocate nothing.</summary>
    /// <param name="name">The name, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
    public MetricRecorder Metric(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _metrics.Get(name);
    }

    /// <summary>
    /// Returns a recorder that records the events of an objective and at the same time counts them per variant. The objective is a
    /// guardrail of the experiment if the definition declares it (<see cref="ExperimentMetric.SloGuardrail"/>). It is prepared once per
    /// recorder, so repeated calls allocate nothing.
    /// </summary>
    /// <param name="recorder">The recorder of the objective.</param>
    public OutcomeGuardrail Guardrail(OutcomeRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return _outcomeGuardrails.Get(recorder);
    }

    /// <inheritdoc cref="Guardrail(OutcomeRecorder)"/>
    public LatencyGuardrail Guardrail(LatencyRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return _latencyGuardrails.Get(recorder);
    }

    /// <summary>
    /// Returns the metric of an objective that the definition declares as a guardrail (<see cref="ExperimentMetric.SloGuardrail"/>), for
    /// code that records the objective elsewhere: for each event of a unit, add the value 1 if it is bad or 0 if it is good, with the
    /// denominator 1. It is prepared once per name.
    /// </summary>
    /// <param name="slo">The name of the objective.</param>
    /// <returns>The metric, or <see langword="null"/> if the objective is not a guardrail of this version.</returns>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is not a valid name.</exception>
    public MetricRecorder? SloGuardrail(string slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return _sloGuardrails.Get(slo);
    }

    /// <summary>Accepts a variant of this version, and returns its index.</summary>
    internal bool Accepts(string? variant, out int place)
    {
        place = Find(variant);
        return Input.AcceptsVariant(place, variant, Experiment.Definition);
    }

    /// <summary>Returns a value indicating whether a unit may have been exposed, as far as can be determined without the store.</summary>
    internal bool MayInclude([NotNullWhen(true)] string? unit, IReadOnlyDictionary<string, string>? attributes)
    {
        if (!Input.AcceptsUnit(unit))
        {
            return false;
        }

        VariantReason reason = _assigner.Decide(unit, attributes).Reason;
        if (reason == VariantReason.NotTargeted && attributes is null)
        {
            reason = _assigner.Draw(unit, out _).Reason;
        }

        return reason == VariantReason.Assigned || (reason == VariantReason.NotIncluded && MayBeKept(unit));
    }

    private bool MayBeKept(string unit) =>
        _firstVariants is not null && !(_firstVariants.TryGet(unit, Experiment.ETag, out string? first) && first is null);

    private MetricRecorder? FindSloGuardrail(string slo)
    {
        string name = ExperimentMetric.NameOfSlo(slo);
        return Experiment.Definition.Metrics.Any(m => m.IsSloGuardrail && m.Name == name) ? Metric(name) : null;
    }

    private async ValueTask<VariantDecision> LookUpAsync(
        FirstVariants firstVariants,
        string unit,
        VariantDecision draw,
        ulong unitHash,
        CancellationToken cancellationToken)
    {
        (bool isKnown, string? first) = await _tracker.FindVariantAsync(Id, unit, cancellationToken).ConfigureAwait(false);
        if (!isKnown && !_tracker.FallsBackToDraw)
        {
            return new VariantDecision { Reason = VariantReason.StoreUnavailable };
        }

        if (isKnown)
        {
            first = firstVariants.Add(unit, first ?? draw.Variant?.Key, Experiment.ETag);
        }

        return Count(unit, Keep(first, draw), unitHash);
    }

    private VariantDecision Keep(string? first, VariantDecision draw)
    {
        if (first is null || string.Equals(first, draw.Variant?.Key, StringComparison.Ordinal))
        {
            return draw;
        }

        int place = Find(first);
        return place < 0 ? draw : new VariantDecision { Variant = Experiment.Definition.Variants[place], Reason = VariantReason.Kept };
    }

    private VariantDecision Decide(string? unit, IReadOnlyDictionary<string, string>? attributes, out ulong unitHash) =>
        _assigner.Decide(Input.AcceptsUnit(unit) ? unit : null, attributes, out unitHash);

    /// <summary>Counts the exposure of a unit that the draw included or excluded, so that its hash is known.</summary>
    private VariantDecision Count(string? unit, VariantDecision decision, ulong unitHash)
    {
        if (decision.Counts)
        {
            _tracker.TrackExposure(Id, unit!, decision.Variant!.Key, _hash ^ unitHash);
        }

        return decision;
    }

    /// <summary>Returns the index of a variant, or -1 if there is none.</summary>
    private int Find(string? variant)
    {
        IReadOnlyList<ExperimentVariant> variants = Experiment.Definition.Variants;
        for (int i = 0; i < variants.Count; i++)
        {
            if (string.Equals(variants[i].Key, variant, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
