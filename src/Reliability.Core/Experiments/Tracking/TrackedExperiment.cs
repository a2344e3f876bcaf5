using Reliability.Common.Internal;
using Reliability.Experiments.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability.Experiments;

/// <summary>
/// One version of an experiment on the way of requests: decides what a unit is shown, and counts it. Safe for concurrent use; nothing here allocates, save that
/// <see cref="ExposeAsync"/> does when it asks the store, and <see cref="Metric"/>, <see cref="SloGuardrail"/> and the guards do for a new name.
/// </summary>
public sealed class TrackedExperiment
{
    private readonly ExperimentTracker _tracker;
    private readonly ExperimentAssigner _assigner;
    private readonly FirstVariants? _firstVariants;
    private readonly CallCount[] _calls;
    private readonly Prepared<string, MetricRecorder> _metrics;
    private readonly Prepared<string, MetricRecorder?> _sloGuardrails;
    private readonly Prepared<OutcomeRecorder, OutcomeGuardrail> _outcomeGuards;
    private readonly Prepared<LatencyRecorder, LatencyGuardrail> _latencyGuards;

    internal TrackedExperiment(ExperimentTracker tracker, Experiment experiment)
    {
        _tracker = tracker;
        _assigner = new ExperimentAssigner(experiment);
        Experiment = experiment;
        Id = new ExperimentId(experiment.Service, experiment.Definition.Key);
        _firstVariants = experiment.Definition.IsSticky ? tracker.FirstVariantsOf(Id) : null;
        _calls = [.. experiment.Definition.Variants.Select(v => tracker.CallsOf(Id, v.Key))];
        _metrics = new(name => new MetricRecorder(this, tracker, StoreName.Require(name)), StringComparer.Ordinal);
        _sloGuardrails = new(FindSloGuardrail, StringComparer.Ordinal);
        _outcomeGuards = new(recorder => new OutcomeGuardrail(this, recorder));
        _latencyGuards = new(recorder => new LatencyGuardrail(this, recorder));
    }

    /// <summary>The version.</summary>
    public Experiment Experiment { get; }

    internal ExperimentId Id { get; }

    internal bool Counts => Experiment.State == ExperimentState.Running;

    /// <summary>Decides by the draw what a unit is shown, and counts that it was shown, once. Call it where the unit sees the difference, not before.</summary>
    /// <remarks>It asks no store, so that being sticky (<see cref="ExperimentDefinition.IsSticky"/>) takes <see cref="ExposeAsync"/>.</remarks>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <returns>The variant to show, or none. Units that are forced see theirs and count nowhere.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public VariantDecision Expose(string unit, IReadOnlyDictionary<string, string>? attributes = null) => Count(unit, _assigner.Decide(unit, attributes));

    /// <summary>Like <see cref="Expose"/>, and in a sticky experiment a unit that was exposed before keeps the variant of its first exposure.</summary>
    /// <remarks>
    /// <para>State, forced units and targeting come first; then the store is asked about the unit, once until memory forgets it (the last 32,768 to 65,536 units of the experiment);
    /// a unit that the store does not know is given the draw. A variant that the definition no longer has cannot be kept: the unit is given the draw, and is in two arms.</para>
    /// <para>What other processes exposed and did not flush yet is not known, nor what this one exposed before the experiment was sticky and did not flush yet: of units first seen
    /// twice within a flush interval of a change, a few may be in two arms, which is counted.</para>
    /// <para>An experiment that is not sticky asks nothing, and the answer is there at once.</para>
    /// </remarks>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is counted then.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    /// <exception cref="StoreException">The store could not be asked, and <see cref="TrackerOptions.FallBackToDraw"/> is off; nothing is counted.</exception>
    public ValueTask<VariantDecision> ExposeAsync(string unit, IReadOnlyDictionary<string, string>? attributes = null, CancellationToken cancellationToken = default)
    {
        VariantDecision draw = _assigner.Decide(unit, attributes);
        if (_firstVariants is null || draw.Reason is not (VariantReason.Assigned or VariantReason.NotIncluded))
        {
            return new(Count(unit, draw));
        }

        return _firstVariants.TryGet(unit, Experiment.ETag, out string? first) ? new(Count(unit, Keep(first, draw))) : LookUpAsync(_firstVariants, unit, draw, cancellationToken);
    }

    /// <summary>Decides by the draw what a unit is shown, and counts nothing.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public VariantDecision Decide(string unit, IReadOnlyDictionary<string, string>? attributes = null) => _assigner.Decide(unit, attributes);

    /// <summary>Counts an exposure that somebody else decided, such as a vendor's client.</summary>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns>Whether it was taken: not when the experiment does not run or memory is full.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty, or <paramref name="variant"/> is none of the experiment's.</exception>
    public bool CountExposure(string unit, string variant)
    {
        ArgumentException.ThrowIfNullOrEmpty(unit);
        string key = Experiment.Definition.Variants[PlaceOf(variant)].Key;
        return Counts && Track(unit, key);
    }

    /// <summary>
    /// Adds one to the calls of a variant, for a chart: not to units. Who reloads is counted again, so that no verdict can be based on it; <see cref="ExposeAsync"/> and
    /// <see cref="Expose"/> count units. Counted in memory (<see cref="ExperimentTracker.Calls"/>) and shown by the Meter of <c>AddReliability()</c>; it is not stored.
    /// </summary>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns>Whether it was counted: not when the experiment does not run.</returns>
    /// <exception cref="ArgumentException"><paramref name="variant"/> is none of the experiment's.</exception>
    public bool CountImpressionCall(string variant)
    {
        CallCount calls = _calls[PlaceOf(variant)];
        if (Counts)
        {
            calls.AddImpression();
        }

        return Counts;
    }

    /// <summary>Adds one to the calls for conversions of a variant, for a chart: not to units, as <see cref="CountImpressionCall"/>. <see cref="MetricRecorder.Convert"/> counts units.</summary>
    /// <inheritdoc cref="CountImpressionCall"/>
    public bool CountConversionCall(string variant)
    {
        CallCount calls = _calls[PlaceOf(variant)];
        if (Counts)
        {
            calls.AddConversion();
        }

        return Counts;
    }

    /// <summary>A metric of this version. It is prepared once per name, so that asking again allocates nothing.</summary>
    /// <param name="name">Its name, 1 to 200 bytes of UTF-8 without control characters.</param>
    /// <exception cref="ArgumentException">The name is not legal.</exception>
    public MetricRecorder Metric(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _metrics.Get(name);
    }

    /// <summary>
    /// Records the events of an objective and counts them per variant at once, so that the objective is a guardrail of the experiment once the definition declares it
    /// (<see cref="ExperimentMetric.SloGuardrail"/>). Prepared once per recorder, so that asking again allocates nothing.
    /// </summary>
    /// <param name="recorder">The objective's recorder.</param>
    public OutcomeGuardrail Guardrail(OutcomeRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return _outcomeGuards.Get(recorder);
    }

    /// <inheritdoc cref="Guardrail(OutcomeRecorder)"/>
    public LatencyGuardrail Guardrail(LatencyRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        return _latencyGuards.Get(recorder);
    }

    /// <summary>
    /// The metric of an objective that the definition declares as a guardrail (<see cref="ExperimentMetric.SloGuardrail"/>), for who records the objective elsewhere: add to a unit 1 for
    /// a bad event or 0 for a good one, and the denominator 1. Prepared once per name.
    /// </summary>
    /// <param name="slo">The objective's name.</param>
    /// <returns>The metric, or <see langword="null"/> when it is no guardrail of this version.</returns>
    /// <exception cref="ArgumentException"><paramref name="slo"/> is no legal name.</exception>
    public MetricRecorder? SloGuardrail(string slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        return _sloGuardrails.Get(slo);
    }

    /// <summary>Whether a unit may be one that was exposed, as far as it can be told without asking the store.</summary>
    internal bool MayInclude(string unit, IReadOnlyDictionary<string, string>? attributes)
    {
        VariantReason reason = _assigner.Decide(unit, attributes).Reason;
        if (reason == VariantReason.NotTargeted && attributes is null)
        {
            reason = _assigner.Draw(unit).Reason;
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

    private async ValueTask<VariantDecision> LookUpAsync(FirstVariants firstVariants, string unit, VariantDecision draw, CancellationToken cancellationToken)
    {
        (bool isKnown, string? first) = await _tracker.FindVariantAsync(Id, unit, cancellationToken).ConfigureAwait(false);
        if (isKnown)
        {
            first = firstVariants.Add(unit, first ?? draw.Variant?.Key, Experiment.ETag);
        }

        return Count(unit, Keep(first, draw));
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

    private VariantDecision Count(string unit, VariantDecision decision)
    {
        if (decision.Counts)
        {
            Track(unit, decision.Variant!.Key);
        }

        return decision;
    }

    private bool Track(string unit, string variant) => _tracker.Track(Id, EnrollmentKind.Exposure, unit, variant, metric: null, 0, 0);

    /// <summary>The place of a variant, or -1.</summary>
    internal int Find(string variant)
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

    private int PlaceOf(string variant)
    {
        int place = Find(variant);
        return place >= 0
            ? place
            : throw new ArgumentException(
                $"Experiment '{Id.Key}' has the variants '{string.Join("', '", Experiment.Definition.Variants.Select(v => v.Key))}'; there is no '{variant}'.", nameof(variant));
    }
}
