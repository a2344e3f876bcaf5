using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common;
using Reliability.Common.Internal;
using Reliability.Debt;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that take technical debt of other systems, as files.</summary>
internal static class DebtImportApi
{
    private const string GitHub = "github";

    public static void Map(RouteGroupBuilder group, string name)
    {
        MapImport(group, name, "/debt/import", "ImportDebt", "Imports items of technical debt", isPlan: false);
        MapImport(
            group,
            name,
            "/debt/import/plan",
            "PlanImportOfDebt",
            "Returns what an import of items of technical debt would add and reject",
            isPlan: true);
    }

    private static void MapImport(RouteGroupBuilder group, string name, string path, string displayName, string effect, bool isPlan) =>
        group.MapPost(
            path,
            async (
                HttpContext http,
                string? format,
                string? impact,
                string? effort,
                string? label,
                string? owner,
                string? reason,
                CancellationToken cancellationToken) =>
            {
                IDebtRegister debt = await DebtApi.RegisterAsync(new Caller(http, name)).ConfigureAwait(false);
                DebtLabelMapping mapping = Mapping(impact, effort, label, owner);
                DebtImportBatch batch =
                    Read(format ?? GitHub, await BytesAsync(http, cancellationToken).ConfigureAwait(false), mapping);
                if (isPlan)
                {
                    return Api.Json(DebtImportResource.From(await debt.PlanImportAsync(batch, cancellationToken).ConfigureAwait(false)));
                }

                var request = new ChangeRequest { By = WriteGuard.Who(http), Reason = reason ?? "Import" };
                DebtImportReport report = await debt.ImportAsync(batch, request, cancellationToken).ConfigureAwait(false);
                ILogger logger =
                    http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(ReliabilityLogCategories.AspNetCore);
                Log.DebtImported(logger, request.By, debt.Service, report.AddedCount, report.PresentCount, report.Rejected.Count);
                return Api.Json(DebtImportResource.From(report));
            })
            .WithSummary(
                effect + " from issues that were exported from GitHub (format=github). impact and effort are the levels of issues without "
                + "such a label, label marks the issues that are about debt, and owner is the owner of all items.")
            .WithDisplayName("Reliability " + displayName)
            .Accepts<string>("application/json")
            .Produces<DebtImportResource>()
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(415).ProducesProblem(503)
            .WithMetadata(BodyLimit.Import);

    private static DebtLabelMapping Mapping(string? impact, string? effort, string? label, string? owner) => new()
    {
        DefaultImpact = impact is null ? Level.Unknown : DebtQueryText.Word(impact, nameof(impact), Level.Unknown),
        DefaultEffort = effort is null ? Level.Unknown : DebtQueryText.Word(effort, nameof(effort), Level.Unknown),
        RequiredLabel = label,
        Owner = owner,
    };

    private static DebtImportBatch Read(string format, ReadOnlyMemory<byte> file, DebtLabelMapping mapping)
    {
        if (format != GitHub)
        {
            throw new BadQueryException($"format: {Check.Rejection(format, "'github' (default)")}");
        }

        try
        {
            return GitHubIssues.Read(file, mapping);
        }
        catch (FormatException e)
        {
            throw new BadQueryException(Names.Shorten(e.Message, 500));
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> BytesAsync(HttpContext http, CancellationToken cancellationToken)
    {
        try
        {
            using var copy = new MemoryStream();
            await http.Request.Body.CopyToAsync(copy, cancellationToken).ConfigureAwait(false);
            return copy.GetBuffer().AsMemory(0, (int)copy.Length);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BadQueryException($"The body is larger than {BodyLimit.Of(http)} bytes.");
        }
    }
}
