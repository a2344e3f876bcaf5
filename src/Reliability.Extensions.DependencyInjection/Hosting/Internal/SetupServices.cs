using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Reliability.Internal;

/// <summary>Registers the services of one setup: keyed by its name, and for the default setup also without a key.</summary>
internal sealed class SetupServices(IServiceCollection services, string name)
{
    public string Name => name;

    /// <summary>Adds an internal singleton of the setup.</summary>
    public void Add<T>(Func<SetupProvider, T> create)
        where T : class => services.AddKeyedSingleton(name, (provider, _) => create(new SetupProvider(provider, name)));

    /// <summary>Adds a singleton that the application can resolve.</summary>
    public void AddShared<T>(Func<SetupProvider, T> create)
        where T : class
    {
        Add(create);
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => provider.GetRequiredKeyedService<T>(name));
        }
    }

    /// <summary>Adds a hosted service. Services that are added first stop last.</summary>
    public void AddHosted<T>(Func<SetupProvider, T> create)
        where T : class, IHostedService
    {
        // There can be several services of one type; each is a singleton.
        services.AddKeyedSingleton(name, (provider, _) => create(new SetupProvider(provider, name)));
        int index = services.Count(one => one.IsKeyedService && one.ServiceType == typeof(T) && Equals(one.ServiceKey, name)) - 1;
        services.AddSingleton<IHostedService>(provider => provider.GetKeyedServices<T>(name).ElementAt(index));
    }
}
