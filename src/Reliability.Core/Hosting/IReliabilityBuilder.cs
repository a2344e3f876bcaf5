using Reliability.Slos;
using Reliability.Storage;

namespace Reliability.Hosting;

/// <summary>
/// What packages extend when they add something to a set-up: stores offer <c>Use...</c> methods on it, capabilities <c>Add...</c>
/// methods. <c>AddReliability()</c> hands one out. For every role of storage the last call counts.
/// </summary>
public interface IReliabilityBuilder
{
    /// <summary>Adds an objective. Adding the same one again changes nothing.</summary>
    /// <param name="slo">The objective.</param>
    void Add(SloDefinition slo);

    /// <summary>Keeps some roles in a store that is created once, when one of them is first needed, and disposed with the set-up.</summary>
    /// <param name="roles">The roles.</param>
    /// <param name="create">Creates the store; it must not connect yet.</param>
    void SetStore(StorageRoles roles, Func<StoreContext, IReliabilityStore> create);

    /// <summary>Keeps some roles in a store that belongs to the caller and is never disposed here.</summary>
    /// <param name="roles">The roles.</param>
    /// <param name="store">The store.</param>
    void SetStore(StorageRoles roles, IReliabilityStore store);

    /// <summary>Keeps one role in a store that is created once and disposed with the set-up.</summary>
    /// <param name="create">Creates the store; it must not connect yet.</param>
    /// <typeparam name="TRole">The role, such as <see cref="ISeriesStore"/>.</typeparam>
    void SetRole<TRole>(Func<StoreContext, TRole> create)
        where TRole : class, IStore;

    /// <summary>Keeps one role in a store that belongs to the caller and is never disposed here.</summary>
    /// <param name="store">The store.</param>
    /// <typeparam name="TRole">The role, such as <see cref="ISeriesStore"/>.</typeparam>
    void SetRole<TRole>(TRole store)
        where TRole : class, IStore;

    /// <summary>Lets the ledger take recurring exclusions.</summary>
    /// <param name="expander">Works out when they happen. It is not disposed.</param>
    void SetRecurrence(IRecurrenceExpander expander);
}
