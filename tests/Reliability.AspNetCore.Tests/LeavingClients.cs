using Microsoft.AspNetCore.Builder;

namespace Reliability.AspNetCore.Tests;

/// <summary>Tells a test that the server knows that a client left.</summary>
internal static class LeavingClients
{
    /// <summary>Call it before <c>UseReliability</c>, which then has judged the request when the semaphore is released.</summary>
    public static void ReportLeaving(this WebApplication app, SemaphoreSlim left) => app.Use((http, next) =>
    {
        // The last callback that is registered is called first.
        http.RequestAborted.Register(() => left.Release());
        return next(http);
    });
}
