using Reliability.Storage;

namespace Reliability.Slos.Internal;

/// <summary>Follows one rule through time. Buckets come in time order; a moment never lies before the last one.</summary>
internal abstract class RuleEvaluator
{
    public abstract void Add(in SeriesBucket bucket);

    /// <summary>Whether the rule's condition holds, from the buckets that start before the moment.</summary>
    public abstract AlertCondition Evaluate(DateTimeOffset now);

    /// <summary>The same with everything that explains it.</summary>
    public abstract AlertReading Read(DateTimeOffset now);
}
