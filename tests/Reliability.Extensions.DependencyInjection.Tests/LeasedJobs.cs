using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reliability.Internal;

namespace Reliability.Extensions.DependencyInjection.Tests;

/// <summary>Finds a job among the several that are registered under one key.</summary>
internal static class LeasedJobs
{
    public static LeasedJob Of(
        IHost host,
        string job,
        string setup = "") => All(host, setup).Single(one => one.Job == job);

    public static IEnumerable<LeasedJob> All(IHost host, string setup = "") => host.Services.GetKeyedServices<LeasedJob>(setup);
}
