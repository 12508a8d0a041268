using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CaseWorkspace.Platform.Hosting;
using Shouldly;
using Xunit;

namespace CaseWorkspace.Tests.Platform.Hosting;

/// <summary>Many requests of Web prove themselves at once.</summary>
public sealed class ClientKeysTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("caseworkspace-client-keys-").FullName;
    private readonly ClientKeys keys;

    public ClientKeysTests() => keys = new ClientKeys(MasterKey.FromFolder(folder, "web-master.key"), TimeProvider.System);

    public void Dispose()
    {
        keys.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Assertions_that_threads_sign_at_once_are_all_sound_and_each_has_a_name_of_its_own()
    {
        using var start = new ManualResetEventSlim();
        var signing = Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
        {
            start.Wait(TestContext.Current.CancellationToken);
            return Enumerable.Range(0, 100).Select(_ => keys.Assertion("web", "https://id.example.org/")).ToList();
        }, TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToList();
        start.Set();
        var assertions = (await Task.WhenAll(signing)).SelectMany(made => made).ToList();

        var published = keys.Published().Keys.ToDictionary(key => key.Kid, key => ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Base64Url.DecodeFromChars(key.X), Y = Base64Url.DecodeFromChars(key.Y) },
        }));
        foreach (var parts in assertions.Select(assertion => assertion.Split('.')))
        {
            var kid = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement.GetProperty("kid").GetString()!;
            published[kid].VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256).ShouldBeTrue();
        }
        assertions.Select(assertion => JsonDocument.Parse(Base64Url.DecodeFromChars(assertion.Split('.')[1])).RootElement.GetProperty("jti").GetString()).ShouldBeUnique();
        foreach (var key in published.Values)
            key.Dispose();
    }

    /// <summary>
    /// The framework promises nothing of instances that threads share, and what that would break shows seldom: so none is held where two threads could find it.
    /// </summary>
    [Fact]
    public void No_key_object_of_the_framework_lies_where_two_threads_find_it()
    {
        var held = typeof(ClientKeys).GetNestedTypes(BindingFlags.NonPublic | BindingFlags.Public).Append(typeof(ClientKeys))
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)).ToList();
        held.Where(field => typeof(AsymmetricAlgorithm).IsAssignableFrom(field.FieldType)).ShouldBeEmpty();
        held.ShouldContain(field => field.FieldType == typeof(System.Collections.Concurrent.ConcurrentBag<ECDsa>));
    }
}
