using Microsoft.AspNetCore.Http;
using Reliability.AspNetCore.Internal;

namespace Reliability.Experiments;

/// <summary>
/// Provides methods that expose units in requests, so that the objectives that a request feeds act as guardrails of the experiment
/// (<see cref="ExperimentMetric.SloGuardrail"/>) without a further call.
/// </summary>
public static class TrackedExperimentHttpExtensions
{
    /// <summary>
    /// Exposes a unit like <see cref="TrackedExperiment.Expose"/>, and assigns the request to the unit. When the request ends, every
    /// objective that it feeds through <c>FromRequests</c> and that the experiment declares as a guardrail also counts it for the variant
    /// of the unit. A request can belong to several experiments. If several units of one experiment are exposed in a request, it counts for
    /// each of them.
    /// </summary>
    /// <remarks>
    /// Only what follows the exposure counts. Expose the unit where the difference begins, before the code that could fail because of it.
    /// </remarks>
    /// <param name="experiment">The experiment.</param>
    /// <param name="context">The request.</param>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="attributes">The attributes that targeting can use; <see langword="null"/> for none.</param>
    /// <returns>The variant to show, or none. A unit with a forced variant gets that variant and is not counted. A unit whose id is not
    /// valid gets no variant (<see cref="VariantReason.InvalidUnit"/>).</returns>
    public static VariantDecision Expose(
        this TrackedExperiment experiment, HttpContext context, string? unit, IReadOnlyDictionary<string, string>? attributes = null)
    {
        Require(experiment, context);
        return Note(experiment, context, unit, experiment.Expose(unit, attributes));
    }

    /// <summary>
    /// Exposes a unit like <see cref="TrackedExperiment.ExposeAsync"/>, which keeps the variant of a unit in a sticky experiment, and
    /// assigns the request to the unit.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="context">The request.</param>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="attributes">The attributes that targeting can use; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Cancels the operation. A canceled exposure is not counted.</param>
    /// <returns>The decision. A unit gets no variant, and is not counted, if its id is not valid, or if the store cannot be asked and
    /// <see cref="TrackerOptions.FallBackToDraw"/> is <see langword="false"/>.</returns>
    public static ValueTask<VariantDecision> ExposeAsync(
        this TrackedExperiment experiment, HttpContext context, string? unit, IReadOnlyDictionary<string, string>? attributes = null,
        CancellationToken cancellationToken = default)
    {
        Require(experiment, context);
        ValueTask<VariantDecision> decision = experiment.ExposeAsync(unit, attributes, cancellationToken);
        return decision.IsCompletedSuccessfully
            ? new(Note(experiment, context, unit, decision.Result))
            : NoteAsync(experiment, context, unit, decision);
    }

    /// <summary>
    /// Counts an exposure that another system decided, like <see cref="TrackedExperiment.CountExposure"/>, and assigns the request to the
    /// unit.
    /// </summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="context">The request.</param>
    /// <param name="unit">The id of the unit, 1 to <see cref="VariantAssigner.MaxUnitLength"/> characters.</param>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns><see langword="true"/> if the exposure was accepted; <see langword="false"/> if the experiment does not run or memory is
    /// full, or if the unit or the variant is not valid.</returns>
    public static bool CountExposure(this TrackedExperiment experiment, HttpContext context, string? unit, string? variant)
    {
        Require(experiment, context);
        bool isTaken = experiment.CountExposure(unit, variant);
        if (isTaken)
        {
            RequestExposures.Of(context).Add(experiment, unit!);
        }

        return isTaken;
    }

    private static void Require(TrackedExperiment experiment, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(context);
    }

    private static async ValueTask<VariantDecision> NoteAsync(
        TrackedExperiment experiment, HttpContext context, string? unit, ValueTask<VariantDecision> decision) =>
        Note(experiment, context, unit, await decision.ConfigureAwait(false));

    private static VariantDecision Note(TrackedExperiment experiment, HttpContext context, string? unit, VariantDecision decision)
    {
        if (decision.Counts)
        {
            RequestExposures.Of(context).Add(experiment, unit!);
        }

        return decision;
    }
}
