using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reliability.Common.Internal;
using Reliability.Hosting;
using Reliability.Internal;
using Reliability.Recording;
using Reliability.Storage;

namespace Reliability;

/// <summary>Registers one setup in a service collection.</summary>
public sealed class ReliabilityBuilder : IReliabilityBuilder
{
    internal ReliabilityBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
    }

    /// <summary>Gets the services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// Gets the key of the services of the setup; empty for the default setup, whose services are also registered without a key.
    /// </summary>
    public string Name { get; }

    /// <summary>Gets or sets the setting of configuration that is being added; <see langword="null"/> while code adds.</summary>
    internal string? Setting { get; set; }

    /// <summary>Configures the options.</summary>
    /// <param name="configure">Changes the options.</param>
    public ReliabilityBuilder Configure(Action<ReliabilityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>
    /// Reads options and objectives from configuration, such as the section <c>Reliability</c> of <c>appsettings.json</c>.
    /// </summary>
    /// <param name="section">The section. <see cref="ReliabilityOptions"/> and <see cref="SloOptions"/> list its settings; any other
    /// setting is an error.</param>
    public ReliabilityBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        ConfiguredParts.AddTo(this, section);
        var stores = new ConfiguredStores(section);
        Services.AddKeyedSingleton(Name, stores);
        return Configure(options =>
        {
            if (section is IConfigurationSection absent && !absent.Exists())
            {
                options.AbsentSections.Add(absent.Path);
            }

            ConfigurationCheck.Bind(section, options);
            options.Problems.AddRange(stores.Unread());
        });
    }

    /// <inheritdoc/>
    public bool ReadStoreSettings(string store, IReadOnlyDictionary<string, Action<string>> settings)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentNullException.ThrowIfNull(settings);
        List<string> problems = [.. StoresOfConfiguration().SelectMany(stores => stores.Read(store, settings))];
        Configure(options => options.Problems.AddRange(problems));
        return problems.Count == 0;
    }

    /// <inheritdoc/>
    public void AddStoreProblem(string store, string setting, string problem)
    {
        ArgumentException.ThrowIfNullOrEmpty(store);
        ArgumentException.ThrowIfNullOrEmpty(setting);
        ArgumentException.ThrowIfNullOrEmpty(problem);
        IConfigurationSection[] places = [.. StoresOfConfiguration().Select(stores => stores.Setting(store, setting))];
        string path = (places.LastOrDefault(place => place.Exists()) ?? places.LastOrDefault())?.Path
            ?? $"{ConfiguredStores.Key}:{store}:{setting}";
        Configure(options =>
        {
            if (!options.Problems.Any(one => one.StartsWith($"{path}: ", StringComparison.OrdinalIgnoreCase)))
            {
                options.Problems.Add($"{path}: {problem}");
            }
        });
    }

    /// <inheritdoc/>
    public void AddDefinition<TDefinition>(TDefinition definition)
        where TDefinition : class
    {
        ArgumentNullException.ThrowIfNull(definition);
        Configure(options => options.Declared.Add(definition));
    }

    /// <inheritdoc/>
    public void SetStore(StorageRoles roles, Func<StoreContext, IReliabilityStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        RequireRoles(roles);
        var owner = new object();
        Services.AddKeyedSingleton(owner, (provider, _) => create(provider.GetRequiredKeyedService<StoreContext>(Name)));
        SetRoles(roles, store: null, owner);
    }

    /// <inheritdoc/>
    public void SetStore(StorageRoles roles, IReliabilityStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        RequireRoles(roles);
        SetRoles(roles, store, owner: null);
    }

    /// <inheritdoc/>
    public void SetService<TService>(Func<StoreContext, TService> create)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(create);
        Register(provider => create(provider.GetRequiredKeyedService<StoreContext>(Name)));
    }

    /// <inheritdoc/>
    public void SetService<TService>(TService service)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(service);

        // A container disposes the services that it created, and never an instance that was passed to it.
        Services.RemoveAllKeyed<TService>(Name);
        Services.AddKeyedSingleton(Name, service);
        if (Name.Length == 0)
        {
            Services.Replace(ServiceDescriptor.Singleton(service));
        }
    }

    /// <summary>Declares a feed of this package, so that what it names is checked at start.</summary>
    internal void AddFeed(string slo, string source, string? healthCheck, params SeriesKind[] kinds) => AddDefinition(new FeedDeclaration
    {
        Slo = slo,
        Source = $"The {source}",
        Kinds = kinds,
        HealthCheck = healthCheck,
        Setting = Setting,
    });

    private static void RequireRoles(StorageRoles roles)
    {
        if (roles == StorageRoles.None || (roles & ~StorageRoles.All) != StorageRoles.None)
        {
            throw Check.OutOfRange(
                roles,
                $"A store has one or more roles of {StorageRoles.All:G}: {nameof(StorageRoles.Series)}, {nameof(StorageRoles.Documents)}, "
                + $"{nameof(StorageRoles.Events)}, {nameof(StorageRoles.Leases)}, {nameof(StorageRoles.Enrollments)}.",
                nameof(roles));
        }
    }

    private IEnumerable<ConfiguredStores> StoresOfConfiguration() => Services
        .Where(service => service.ServiceType == typeof(ConfiguredStores) && Equals(service.ServiceKey, Name))
        .Select(service => (ConfiguredStores)service.KeyedImplementationInstance!);

    /// <summary>Registers roles of a store, which is given or is the service with the key <paramref name="owner"/>.</summary>
    private void SetRoles(StorageRoles roles, IReliabilityStore? store, object? owner)
    {
        Set(StorageRoles.Series, from => from.Series);
        Set(StorageRoles.Documents, from => from.Documents);
        Set(StorageRoles.Events, from => from.Events);
        Set(StorageRoles.Leases, from => from.Leases);
        Set(StorageRoles.Enrollments, from => from.Enrollments);

        void Set<TRole>(StorageRoles role, Func<IReliabilityStore, TRole> part)
            where TRole : class
        {
            if (!roles.HasFlag(role))
            {
                return;
            }

            if (store is not null)
            {
                SetService(part(store));
                return;
            }

            Register(provider => part(provider.GetRequiredKeyedService<IReliabilityStore>(owner)));
        }
    }

    private void Register<TService>(Func<IServiceProvider, TService> create)
        where TService : class
    {
        Services.RemoveAllKeyed<TService>(Name);
        Services.AddKeyedSingleton(Name, (provider, _) => create(provider));
        if (Name.Length == 0)
        {
            Services.Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredKeyedService<TService>(Name)));
        }
    }
}
