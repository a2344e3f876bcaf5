using Microsoft.AspNetCore.Http;
using Reliability.AspNetCore.Internal;

namespace Reliability.Experiments;

/// <summary>Exposes units in requests, so that the objectives that a request feeds are guardrails of the experiment (<see cref="ExperimentMetric.SloGuardrail"/>) without a further call.</summary>
public static class ExperimentRunHttpExtensions
{
    /// <summary>
    /// Exposes a unit like <see cref="TrackedExperiment.Expose"/>, and notes that the request is the unit's: when it ends, every objective that it feeds by <c>FromRequests</c> and that the experiment
    /// declares as a guardrail counts it for the unit's variant, too. A request may belong to several experiments; to one of them several units may be exposed, and then it counts for each.
    /// </summary>
    /// <remarks>What follows the exposure counts: expose where the difference begins, before the code that could fail by it.</remarks>
    /// <param name="run">The experiment.</param>
    /// <param name="context">The request.</param>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <returns>The variant to show, or none. Units that are forced see theirs and count nowhere.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    public static VariantDecision Expose(this TrackedExperiment run, HttpContext context, string unit, IReadOnlyDictionary<string, string>? attributes = null)
    {
        Require(run, context);
        return Note(run, context, unit, run.Expose(unit, attributes));
    }

    /// <summary>Exposes a unit like <see cref="TrackedExperiment.ExposeAsync"/>, which keeps units of a sticky experiment where they were, and notes that the request is the unit's.</summary>
    /// <param name="run">The experiment.</param>
    /// <param name="context">The request.</param>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="attributes">What targeting may look at; <see langword="null"/> for nothing.</param>
    /// <param name="cancellationToken">Ends the wait; nothing is counted then.</param>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty.</exception>
    /// <exception cref="Storage.StoreException">The store could not be asked, and <see cref="TrackerOptions.FallBackToDraw"/> is off; nothing is counted.</exception>
    public static ValueTask<VariantDecision> ExposeAsync(
        this TrackedExperiment run, HttpContext context, string unit, IReadOnlyDictionary<string, string>? attributes = null, CancellationToken cancellationToken = default)
    {
        Require(run, context);
        ValueTask<VariantDecision> decision = run.ExposeAsync(unit, attributes, cancellationToken);
        return decision.IsCompletedSuccessfully ? new(Note(run, context, unit, decision.Result)) : NoteAsync(run, context, unit, decision);
    }

    /// <summary>Counts an exposure that somebody else decided like <see cref="TrackedExperiment.CountExposure"/>, and notes that the request is the unit's.</summary>
    /// <param name="run">The experiment.</param>
    /// <param name="context">The request.</param>
    /// <param name="unit">The unit's id, not empty.</param>
    /// <param name="variant">The key of one of the variants.</param>
    /// <returns>Whether it was taken: not when the experiment does not run or memory is full.</returns>
    /// <exception cref="ArgumentException"><paramref name="unit"/> is empty, or <paramref name="variant"/> is none of the experiment's.</exception>
    public static bool CountExposure(this TrackedExperiment run, HttpContext context, string unit, string variant)
    {
        Require(run, context);
        bool isTaken = run.CountExposure(unit, variant);
        if (isTaken)
        {
            RequestExposures.Of(context).Add(run, unit);
        }

        return isTaken;
    }

    private static void Require(TrackedExperiment run, HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(context);
    }

    private static async ValueTask<VariantDecision> NoteAsync(TrackedExperiment run, HttpContext context, string unit, ValueTask<VariantDecision> decision) =>
        Note(run, context, unit, await decision.ConfigureAwait(false));

    private static VariantDecision Note(TrackedExperiment run, HttpContext context, string unit, VariantDecision decision)
    {
        if (decision.Counts)
        {
            RequestExposures.Of(context).Add(run, unit);
        }

        return decision;
    }
}
