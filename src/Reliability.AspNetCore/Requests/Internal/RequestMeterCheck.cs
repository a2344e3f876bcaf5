using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Reliability.Recording;

namespace Reliability.AspNetCore.Internal;

/// <summary>
/// Prevents the start of an application that calls <c>FromRequests</c> and does not measure requests, and compares what objectives wait for
/// with the routes that are mapped, at the start and whenever they change.
/// </summary>
internal sealed class RequestMeterCheck(RequestMeter meter, EndpointDataSource? endpoints, ILogger logger)
    : IHostedLifecycleService, IDisposable
{
    private IDisposable? _changes;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        meter.Observe(endpoints?.Endpoints ?? []);
        string[] problems = [.. UnusedProblem(), .. meter.ProblemsOfMethods()];
        if (problems.Length > 0)
        {
            throw meter.Wrong(problems);
        }

        foreach (FeedStatus feed in meter.Missing)
        {
            Log.RouteNotMapped(logger, feed.Slo, feed.Describe());
        }

        foreach ((string slo, string route, string hint) in meter.UnknownExclusions)
        {
            Log.ExclusionNotMapped(logger, slo, route, hint);
        }

        if (string.Join(", ", meter.ShortCircuited) is { Length: > 0 } routes)
        {
            Log.ShortCircuited(logger, routes);
        }

        if (endpoints is not null)
        {
            _changes = ChangeToken.OnChange(endpoints.GetChangeToken, () => meter.Observe(endpoints.Endpoints));
        }

        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => _changes?.Dispose();

    private IEnumerable<string> UnusedProblem() => meter.IsUsed
        ? []
        :
        [
            "FromRequests(...) was called, but no middleware measures requests. Call "
            + $"app.UseReliability({(meter.Setup.Length == 0 ? "" : $"\"{meter.Setup}\"")}) before the rest of the application.",
        ];
}
