using Microsoft.Extensions.Hosting;

namespace Reliability.AspNetCore.Internal;

/// <summary>Prevents the start of an application that calls <c>FromRequests</c> and does not measure requests.</summary>
internal sealed class RequestMeterCheck(RequestMeter meter, string name) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => meter.IsUsed
        ? Task.CompletedTask
        : throw new InvalidOperationException(
            "FromRequests(...) was called, but no middleware measures requests. Call "
            + $"app.UseReliability({(name.Length == 0 ? "" : $"\"{name}\"")}) before the rest of the application.");

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
