using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Reliability.Internal;

/// <summary>Where a module registers what belongs to one set-up: keyed by its name, and for the default set-up without a key as well.</summary>
internal sealed class SetupServices(IServiceCollection services, string name)
{
    public string Name => name;

    /// <summary>A part of the set-up that is created once.</summary>
    public void Add<T>(Func<SetupProvider, T> create)
        where T : class => services.AddKeyedSingleton(name, (provider, _) => create(new SetupProvider(provider, name)));

    /// <summary>A part that applications ask for.</summary>
    public void AddShared<T>(Func<SetupProvider, T> create)
        where T : class
    {
        Add(create);
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<T>(name));
        }
    }

    /// <summary>A part that runs while the host does; those that are added first stop last.</summary>
    public void AddHosted<T>(Func<SetupProvider, T> create)
        where T : class, IHostedService
    {
        // Of one kind there may be several; each is its own.
        services.AddKeyedSingleton(name, (provider, _) => create(new SetupProvider(provider, name)));
        int index = services.Count(one => one.IsKeyedService && one.ServiceType == typeof(T) && Equals(one.ServiceKey, name)) - 1;
        services.AddSingleton<IHostedService>(provider => provider.GetKeyedServices<T>(name).ElementAt(index));
    }
}
