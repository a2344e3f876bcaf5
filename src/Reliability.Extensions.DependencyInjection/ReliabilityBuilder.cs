using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Reliability.Hosting;
using Reliability.Internal;
using Reliability.Slos;
using Reliability.Storage;

namespace Reliability;

/// <summary>Writes one set-up into a service collection.</summary>
public sealed class ReliabilityBuilder : IReliabilityBuilder
{
    internal ReliabilityBuilder(IServiceCollection services, string name)
    {
        Services = services;
        Name = name;
    }

    /// <summary>The services of the application.</summary>
    public IServiceCollection Services { get; }

    /// <summary>The key of the set-up's services; empty for the default one, whose services are also registered without a key.</summary>
    public string Name { get; }

    /// <summary>Changes options.</summary>
    /// <param name="configure">The change.</param>
    public ReliabilityBuilder Configure(Action<ReliabilityOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure(Name, configure);
        return this;
    }

    /// <summary>Reads options and objectives from configuration, such as the section <c>Reliability</c> of <c>appsettings.json</c>.</summary>
    /// <param name="section">The section; see <see cref="ReliabilityOptions"/> and <see cref="SloOptions"/> for what it may hold; anything else is an error.</param>
    public ReliabilityBuilder Configure(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return Configure(options =>
        {
            if (!ConfigurationCheck.Run(section, options))
            {
                return;
            }

            try
            {
                section.Bind(options, binder => binder.ErrorOnUnknownConfiguration = true);
            }
            catch (InvalidOperationException e)
            {
                options.Problems.Add(e.Message);
            }
        });
    }

    /// <inheritdoc/>
    public void Add(SloDefinition slo)
    {
        ArgumentNullException.ThrowIfNull(slo);
        Configure(options => options.Objectives.Add(slo));
    }

    /// <inheritdoc/>
    public void SetStore(StorageRoles roles, Func<StoreContext, IReliabilityStore> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        RequireRoles(roles);
        var owner = new object();
        Services.AddKeyedSingleton(owner, (provider, _) => create(provider.GetRequiredKeyedService<StoreContext>(Name)));
        SetRoles(roles, provider => provider.GetRequiredKeyedService<IReliabilityStore>(owner));
    }

    /// <inheritdoc/>
    public void SetStore(StorageRoles roles, IReliabilityStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        RequireRoles(roles);
        if (roles.HasFlag(StorageRoles.Series))
        {
            SetRole(store.Series);
        }

        if (roles.HasFlag(StorageRoles.Documents))
        {
            SetRole(store.Documents);
        }

        if (roles.HasFlag(StorageRoles.Events))
        {
            SetRole(store.Events);
        }

        if (roles.HasFlag(StorageRoles.Leases))
        {
            SetRole(store.Leases);
        }

        if (roles.HasFlag(StorageRoles.Enrollments))
        {
            SetRole(store.Enrollments);
        }
    }

    /// <inheritdoc/>
    public void SetRole<TRole>(Func<StoreContext, TRole> create)
        where TRole : class, IStore
    {
        ArgumentNullException.ThrowIfNull(create);
        Register(provider => create(provider.GetRequiredKeyedService<StoreContext>(Name)));
    }

    /// <inheritdoc/>
    public void SetRole<TRole>(TRole store)
        where TRole : class, IStore
    {
        ArgumentNullException.ThrowIfNull(store);

        // A container disposes what it created, and never an instance that it was given.
        Services.RemoveAllKeyed<TRole>(Name);
        Services.AddKeyedSingleton(Name, store);
        if (Name.Length == 0)
        {
            Services.Replace(ServiceDescriptor.Singleton(store));
        }
    }

    /// <inheritdoc/>
    public void SetRecurrence(IRecurrenceExpander expander)
    {
        ArgumentNullException.ThrowIfNull(expander);
        Services.RemoveAllKeyed<IRecurrenceExpander>(Name);
        Services.AddKeyedSingleton(Name, expander);
    }

    private static void RequireRoles(StorageRoles roles)
    {
        if (roles == StorageRoles.None || (roles & ~StorageRoles.All) != StorageRoles.None)
        {
            throw new ArgumentOutOfRangeException(nameof(roles), roles, $"A store takes on one or more roles of {StorageRoles.All:G}: {nameof(StorageRoles.Series)}, {nameof(StorageRoles.Documents)}, {nameof(StorageRoles.Events)}, {nameof(StorageRoles.Leases)}, {nameof(StorageRoles.Enrollments)}.");
        }
    }

    private void SetRoles(StorageRoles roles, Func<IServiceProvider, IReliabilityStore> owner)
    {
        if (roles.HasFlag(StorageRoles.Series))
        {
            Register(provider => owner(provider).Series);
        }

        if (roles.HasFlag(StorageRoles.Documents))
        {
            Register(provider => owner(provider).Documents);
        }

        if (roles.HasFlag(StorageRoles.Events))
        {
            Register(provider => owner(provider).Events);
        }

        if (roles.HasFlag(StorageRoles.Leases))
        {
            Register(provider => owner(provider).Leases);
        }

        if (roles.HasFlag(StorageRoles.Enrollments))
        {
            Register(provider => owner(provider).Enrollments);
        }
    }

    private void Register<TRole>(Func<IServiceProvider, TRole> create)
        where TRole : class, IStore
    {
        Services.RemoveAllKeyed<TRole>(Name);
        Services.AddKeyedSingleton(Name, (provider, _) => create(provider));
        if (Name.Length == 0)
        {
            Services.Replace(ServiceDescriptor.Singleton(provider => provider.GetRequiredKeyedService<TRole>(Name)));
        }
    }
}
