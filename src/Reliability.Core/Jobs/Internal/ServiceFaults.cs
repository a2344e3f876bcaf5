using System.Runtime.ExceptionServices;
using Reliability.Storage;

namespace Reliability.Jobs.Internal;

/// <summary>What failed when something was done for several services, each on its own: what fails for one keeps no other back.</summary>
internal sealed class ServiceFaults
{
    private readonly Dictionary<string, Exception> _faults = new(StringComparer.Ordinal);

    public Exception? this[string service] => _faults.GetValueOrDefault(service);

    /// <summary>Does something for several services at once.</summary>
    /// <param name="services">The services; one that is named twice is done once.</param>
    /// <param name="action">What is done for each. It throws only when the whole is cancelled.</param>
    /// <param name="cancellationToken">Cancels the whole.</param>
    public static async ValueTask<ServiceFaults> OfAsync(
        IEnumerable<string> services, Func<string, ValueTask> action, CancellationToken cancellationToken)
    {
        var faults = new ServiceFaults();
        foreach ((string service, Exception? fault) in
            await Task.WhenAll(services.Distinct(StringComparer.Ordinal).Select(TryAsync)).ConfigureAwait(false))
        {
            if (fault is not null)
            {
                faults._faults.Add(service, fault);
            }
        }

        return faults;

        async Task<(string Service, Exception? Fault)> TryAsync(string service)
        {
            try
            {
                await action(service).ConfigureAwait(false);
                return (service, null);
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                return (service, e);
            }
        }
    }

    /// <exception cref="StoreException">Something failed: the one fault, or one that names every service with its own.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count == 1)
        {
            ExceptionDispatchInfo.Throw(_faults.Values.Single());
        }

        if (_faults.Count > 1)
        {
            throw new StoreException(
                string.Join(
                    " ",
                    _faults.OrderBy(one => one.Key, StringComparer.Ordinal)
                        .Select(one => $"Service '{one.Key}': {one.Value.Message}")),
                isTransient: _faults.Values.All(one => one is StoreException { IsTransient: true }),
                new AggregateException(_faults.Values));
        }
    }
}
