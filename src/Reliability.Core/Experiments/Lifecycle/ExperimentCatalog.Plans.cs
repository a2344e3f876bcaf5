using Reliability.Experiments.Internal;

namespace Reliability.Experiments;

/// <content>What a change of the life cycle would do.</content>
public sealed partial class ExperimentCatalog
{
    /// <inheritdoc/>
    public ExperimentState Plan(Experiment seen, ExperimentChangeKind kind)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ExperimentMove? move = ExperimentMove.Of(kind);
        move?.Require(seen);
        return move?.Next ?? seen.State;
    }

    /// <inheritdoc/>
    public async ValueTask<ConcludeOutcome> PlanAsync(
        Experiment seen, ConcludeRequest request, CancellationToken cancellationToken = default)
    {
        RequireConcludable(seen, request);
        DateTimeOffset now = Now();
        ExperimentReport report = ExperimentAnalysis.Analyze(
            seen, await _evidence.PeekAsync(seen, now, cancellationToken).ConfigureAwait(false));
        IReadOnlyList<string> rejections = Rejections(seen, report, seen.RunningFor(now), request);
        return new ConcludeOutcome
        {
            IsConcluded = rejections.Count == 0 || request.Override,
            IsStale = false,
            Rejections = rejections,
            Report = report,
            Current = seen,
        };
    }

    /// <summary>Returns the reasons against a conclusion. A guardrail that nothing can break is one against a change.</summary>
    private IReadOnlyList<string> Rejections(Experiment seen, ExperimentReport report, TimeSpan ran, ConcludeRequest request) =>
    [
        .. ConcludeRules.Rejections(seen.Definition, report, ran, request.Ship),
        .. request.Ship == seen.Definition.ControlKey ? [] : Review(seen.Definition),
    ];

    private void RequireConcludable(Experiment seen, ConcludeRequest request)
    {
        RequireOwn(seen);
        ArgumentNullException.ThrowIfNull(request);
        ExperimentDefinition definition = seen.Definition;
        Plan(seen, ExperimentChangeKind.Concluded);
        if (definition.Variants.All(v => v.Key != request.Ship))
        {
            throw new ArgumentException(
                $"Experiment '{definition.Key}' has the variants '{string.Join("', '", definition.Variants.Select(v => v.Key))}'; "
                + $"'{request.Ship}' cannot be shipped.",
                nameof(request));
        }
    }
}
