using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Reliability.Common.Internal;
using Reliability.Releases;
using Reliability.Slos;

namespace Reliability.AspNetCore.Internal;

/// <summary>The endpoints that make changes. Each adds an audit entry that names the authenticated user.</summary>
internal static class WriteApi
{
    public static void Map(RouteGroupBuilder group, string name)
    {
        group.MapPost("/gate/{service}/overrides", async (HttpContext http, string service, CancellationToken cancellationToken) =>
            {
                OverrideRequest body = await ReadAsync(http, WriteJson.Default.OverrideRequest, cancellationToken).ConfigureAwait(false);
                string known = Api.FindService(http, name, service);
                return Done(http, await Gate(http, name).OverrideAsync(
                    new GateOverride
                    {
                        Service = known,
                        By = WriteGuard.Who(http),
                        Reason = body.Reason,
                        ExpiresAt = body.ExpiresAt,
                        Id = Id(body.Id)
                    },
                    cancellationToken).ConfigureAwait(false));
            })
            .Describe<OverrideRequest, GateAuditResource>(
                "OverrideGate", "Overrides the release gate, so that a blocked service may be released until the override expires.");
        group.MapPost(
            "/gate/{service}/overrides/{id}/revocation",
            async (HttpContext http, string service, string id, CancellationToken cancellationToken) =>
            {
                RevocationRequest body = await ReadAsync(
                    http, WriteJson.Default.RevocationRequest, cancellationToken).ConfigureAwait(false);
                string known = Api.FindService(http, name, service);
                return Done(http, await Gate(http, name).RevokeAsync(
                    new GateRevocation { Service = known, OverrideId = id, By = WriteGuard.Who(http), Reason = body.Reason },
                    cancellationToken).ConfigureAwait(false));
            })
            .Describe<RevocationRequest, GateAuditResource>("RevokeOverride", "Revokes an override of the release gate.");
        group.MapPost("/ledger/adjustments", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                AdjustmentRequest body = await ReadAsync(
                    http, WriteJson.Default.AdjustmentRequest, cancellationToken).ConfigureAwait(false);
                var request = new BudgetAdjustment
                {
                    Slo = body.Slo,
                    At = body.At,
                    Good = body.Good,
                    Bad = body.Bad,
                    BudgetShare = body.BudgetShare,
                    By = WriteGuard.Who(http),
                    Reason = body.Reason,
                    Id = Id(body.Id),
                };
                return Done(http, await Ledger(http, name).AdjustAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<AdjustmentRequest, LedgerEntryResource>(
                "AdjustBudget", "Adds units to a budget or removes them, or restores a share of the budget.");
        group.MapPost("/ledger/exclusions", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                ExclusionRequest body = await ReadAsync(http, WriteJson.Default.ExclusionRequest, cancellationToken).ConfigureAwait(false);
                var request = new BudgetExclusion
                {
                    Slo = body.Slo,
                    Service = body.Service,
                    From = body.From,
                    To = body.To,
                    Recurrence = body.Recurrence?.ToRecurrence(),
                    By = WriteGuard.Who(http),
                    Reason = body.Reason,
                    Id = Id(body.Id),
                };
                return Done(http, await Ledger(http, name).ExcludeAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<ExclusionRequest, LedgerEntryResource>(
                "ExcludeTime", "Excludes time from a budget or from all budgets of a service, once or by a recurrence.");
        group.MapPost("/ledger/resets", async (HttpContext http, CancellationToken cancellationToken) =>
            {
                ResetRequest body = await ReadAsync(http, WriteJson.Default.ResetRequest, cancellationToken).ConfigureAwait(false);
                var request = new BudgetReset
                {
                    Slo = body.Slo,
                    At = body.At,
                    By = WriteGuard.Who(http),
                    Reason = body.Reason,
                    Id = Id(body.Id)
                };
                return Done(http, await Ledger(http, name).ResetAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<ResetRequest, LedgerEntryResource>("ResetBudget", "Resets a budget.");
        group.MapPost(
            "/ledger/{service}/entries/{id}/revocation",
            async (HttpContext http, string service, string id, CancellationToken cancellationToken) =>
            {
                RevocationRequest body = await ReadAsync(
                    http, WriteJson.Default.RevocationRequest, cancellationToken).ConfigureAwait(false);
                var request = new LedgerRevocation
                {
                    Service = Api.FindService(http, name, service),
                    EntryId = id,
                    By = WriteGuard.Who(http),
                    Reason = body.Reason
                };
                return Done(http, await Ledger(http, name).RevokeAsync(request, cancellationToken).ConfigureAwait(false));
            })
            .Describe<RevocationRequest, LedgerEntryResource>("RevokeEntry", "Revokes an entry of the ledger.");
    }

    private static IReleaseGate Gate(HttpContext http, string name) => http.RequestServices.GetRequiredKeyedService<IReleaseGate>(name);

    private static IBudgetLedger Ledger(HttpContext http, string name) => http.RequestServices.GetRequiredKeyedService<IBudgetLedger>(name);

    private static string Id(string? id) => id ?? Guid.NewGuid().ToString("N");

    private static JsonHttpResult<GateAuditResource> Done(HttpContext http, GateAuditEntry entry)
    {
        Log.Changed(Logger(http), entry.By, entry.Kind.ToString(), entry.Id, entry.Service, entry.Reason);
        return Api.Json(GateAuditResource.From(entry), StatusCodes.Status201Created);
    }

    private static JsonHttpResult<LedgerEntryResource> Done(HttpContext http, LedgerEntry entry)
    {
        Log.Changed(Logger(http), entry.By, entry.Kind.ToString(), entry.Id, entry.Service, entry.Reason);
        return Api.Json(LedgerEntryResource.Of(entry), StatusCodes.Status201Created);
    }

    private static ILogger Logger(HttpContext http) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Reliability.AspNetCore");

    private static async Task<T> ReadAsync<T>(HttpContext http, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(http.Request.Body, type, cancellationToken).ConfigureAwait(false)
                ?? throw new BadQueryException("The body is null.");
        }
        catch (JsonException e)
        {
            throw new BadQueryException(
                "The body cannot be read: "
                + $"{Names.Shorten(e.Message.Replace($"{typeof(T).Namespace}.", "", StringComparison.Ordinal), 300)}");
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw new BadQueryException($"The body is larger than {BodyLimit.Instance.MaxRequestBodySize} bytes.");
        }
    }

    private static RouteHandlerBuilder Describe<TBody, TAnswer>(this RouteHandlerBuilder endpoint, string name, string summary)
        where TBody : notnull => endpoint
        .WithSummary(summary)
        .WithDisplayName($"Reliability {name}")
        .Accepts<TBody>("application/json")
        .Produces<TAnswer>(StatusCodes.Status201Created)
        .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415).ProducesProblem(503);
}
