using Microsoft.Extensions.DependencyInjection;
using Reliability.Alerting;
using Reliability.Internal;

namespace Reliability;

/// <summary>Provides methods that add receivers of alert notifications. The log and the Meter always receive them.</summary>
public static class NotifierBuilderExtensions
{
    /// <summary>Adds a notifier of the application.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="notifier">The notifier. It is not disposed.</param>
    public static ReliabilityBuilder AddNotifier(this ReliabilityBuilder builder, IAlertNotifier notifier)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(notifier);
        builder.Services.AddKeyedSingleton(builder.Name, notifier);
        return builder;
    }

    /// <summary>Adds a notifier that needs services of the application.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="create">Creates the notifier; called once.</param>
    public static ReliabilityBuilder AddNotifier(this ReliabilityBuilder builder, Func<IServiceProvider, IAlertNotifier> create)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(create);
        builder.Services.AddKeyedSingleton(builder.Name, (provider, _) => create(provider));
        return builder;
    }

    /// <summary>Adds a webhook that receives alerts as JSON.</summary>
    /// <param name="builder">The builder of the setup.</param>
    /// <param name="name">The name of the notifier, unique in the setup.</param>
    /// <param name="configure">Sets the address and the secret of the webhook.</param>
    /// <exception cref="ArgumentException">A setting is outside its range.</exception>
    public static ReliabilityBuilder AddWebhook(this ReliabilityBuilder builder, string name, Action<WebhookOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new WebhookOptions();
        configure(options);
        new WebhookNotifier(name, options, TimeProvider.System).Dispose(); // Reports invalid options at the call that sets them.
        return builder.AddNotifier(provider => new WebhookNotifier(name, options, provider.GetRequiredService<TimeProvider>()));
    }
}
