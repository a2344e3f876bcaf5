using Reliability.Storage;

namespace Reliability.Hosting;

/// <summary>
/// Declares a setup: what <c>AddReliability()</c> hands out and what packages extend. Stores offer <c>Use...</c> methods on it,
/// capabilities <c>Add...</c> methods; the interface itself
/// does not grow with them.
/// </summary>
public interface IReliabilityBuilder
{
    /// <summary>
    /// Declares something that the setup works with, such as an objective. Declaring the same thing again changes nothing.
    /// </summary>
    /// <param name="definition">The definition.</param>
    /// <typeparam name="TDefinition">The type by which a capability finds it, such as <see cref="Slos.SloDefinition"/>.</typeparam>
    void AddDefinition<TDefinition>(TDefinition definition)
        where TDefinition : class;

    /// <summary>
    /// Keeps roles of storage in a store that is created once, when one of them is first needed, and disposed with the setup. For every
    /// role the last call counts.
    /// </summary>
    /// <param name="roles">The roles.</param>
    /// <param name="create">Creates the store; it must not connect yet.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no role, or one that does not exist.</exception>
    void SetStore(StorageRoles roles, Func<StoreContext, IReliabilityStore> create);

    /// <summary>
    /// Keeps roles of storage in a store that belongs to the caller and is never disposed here. For every role the last call counts.
    /// </summary>
    /// <param name="roles">The roles.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no role, or one that does not exist.</exception>
    void SetStore(StorageRoles roles, IReliabilityStore store);

    /// <summary>
    /// Sets a service of the setup, such as one role of storage, that is created once and disposed with the setup. The last call counts.
    /// </summary>
    /// <param name="create">Creates the service; it must not connect yet.</param>
    /// <typeparam name="TService">The type of the service, such as <see cref="ISeriesStore"/>.</typeparam>
    void SetService<TService>(Func<StoreContext, TService> create)
        where TService : class;

    /// <summary>Sets a service of the setup that belongs to the caller and is never disposed here. The last call counts.</summary>
    /// <param name="service">The service.</param>
    /// <typeparam name="TService">The type of the service, such as <see cref="ISeriesStore"/>.</typeparam>
    void SetService<TService>(TService service)
        where TService : class;

    /// <summary>Reads the settings of a store from the configuration of the setup, such as the section <c>Stores:Sqlite</c>.</summary>
    /// <remarks>
    /// A setting that does not exist or that an action rejects stops the host at start, with its path. So does a section that no store
    /// reads.
    /// </remarks>
    /// <param name="store">The name of the store, such as <c>Sqlite</c>.</param>
    /// <param name="settings">The settings by name, each with an action that takes the text and throws an
    /// <see cref="ArgumentException"/> if it is not valid.</param>
    /// <returns><see langword="false"/> if the section has a problem, so that the store cannot be set up; otherwise
    /// <see langword="true"/>, also if there is no such section.</returns>
    bool ReadStoreSettings(string store, IReadOnlyDictionary<string, Action<string>> settings);

    /// <summary>Reports a setting of a store that is missing or not valid. It stops the host at start, together with all other problems.
    /// </summary>
    /// <param name="store">The name of the store, such as <c>Sqlite</c>.</param>
    /// <param name="setting">The name of the setting. The message begins with its path, such as <c>Stores:Sqlite:Path</c>. A setting
    /// with a problem that was found when it was read is not reported again.</param>
    /// <param name="problem">A sentence that says what is valid.</param>
    void AddStoreProblem(string store, string setting, string problem);
}
