using Reliability.Slos;
using Reliability.Storage;

namespace Reliability;

/// <summary>
/// What packages extend when they add something to a set-up: stores offer <c>Use...</c> methods on it, capabilities <c>Add...</c>
/// methods. <c>AddReliability()</c> hands one out.
/// </summary>
public interface IReliabilityBuilder
{
    /// <summary>Adds an objective. Adding the same one again changes nothing.</summary>
    /// <param name="slo">The objective.</param>
    void Add(SloDefinition slo);

    /// <summary>Keeps series in a store that is created once and disposed with the set-up. The last call counts.</summary>
    /// <param name="create">Creates the store; it must not connect yet.</param>
    void SetSeriesStore(Func<IServiceProvider, ISeriesStore> create);

    /// <summary>Keeps series in a store that belongs to the caller and is never disposed here. The last call counts.</summary>
    /// <param name="store">The store.</param>
    void SetSeriesStore(ISeriesStore store);
}
