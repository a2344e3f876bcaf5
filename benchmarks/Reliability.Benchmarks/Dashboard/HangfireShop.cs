using Hangfire;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Reliability.Benchmarks.Dashboard;

/// <summary>The peer: an application with the dashboard of Hangfire, with 50 recurring jobs and 500 that wait.</summary>
internal static class HangfireShop
{
    private const int Recurring = 50;
    private const int Waiting = 500;

    public static WebApplication Build(string address)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHangfire(hangfire => hangfire.UseInMemoryStorage());
        WebApplication app = builder.Build();
        app.Urls.Add(address);
        app.UseHangfireDashboard("/hangfire");
        IRecurringJobManager recurring = app.Services.GetRequiredService<IRecurringJobManager>();
        for (int i = 0; i < Recurring; i++)
        {
            recurring.AddOrUpdate($"job-{i:00}", () => Console.WriteLine("nothing"), Cron.Daily());
        }

        IBackgroundJobClient jobs = app.Services.GetRequiredService<IBackgroundJobClient>();
        for (int i = 0; i < Waiting; i++)
        {
            jobs.Enqueue(() => Console.WriteLine("nothing"));
        }

        return app;
    }
}
