using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using CaseWorkspace.IntegrationTests.Fixtures;
using Shouldly;
using Xunit;
using static CaseWorkspace.IntegrationTests.Fixtures.Accounts;

namespace CaseWorkspace.IntegrationTests.Features.Evidence;

/// <summary>What was sealed is what one gets, over HTTP and on a disk that fails.</summary>
[Collection(SharedWorkspace.Name)]
public sealed class ContentTests(Workspace workspace) : IDisposable
{
    private const string ReprDigest = "Repr-Digest";

    private readonly List<byte[]> damaged = [];

    private Api Api => workspace.Api;

    /// <summary>Others verify and back up the same vault.</summary>
    public void Dispose() => damaged.ForEach(content => File.WriteAllBytes(OnDisk(content), content));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256 * 1024)]
    [InlineData(5 * 1024 * 1024)]
    public async Task Comes_back_byte_for_byte_as_an_attachment_that_nothing_interprets(int length)
    {
        var (item, _) = await RegisterAsync();
        var content = RandomNumberGenerator.GetBytes(length);
        var uploaded = (await Api.SendAsync(new Call(HttpMethod.Put, $"{item}/content?asIs={length == 0}&fileName={Uri.EscapeDataString("../../ფოტო.exe")}")
        {
            As = Investigator, Content = content, ContentType = "text/html", Headers = [(ReprDigest, Digest(content))],
        })).Expect(200);
        uploaded.Header(ReprDigest).ShouldBe(Digest(content));

        var given = (await Api.GetAsync(Investigator, item + "/content")).Expect(200);
        given.Body.ShouldBe(content);
        given.Header(ReprDigest).ShouldBe(Digest(content));
        given.Header("Content-Type").ShouldBe("application/octet-stream");
        given.Header("X-Content-Type-Options").ShouldBe("nosniff");
        given.Header("Cache-Control").ShouldBe("no-store");
        var disposition = given.Header("Content-Disposition").ShouldNotBeNull();
        disposition.ShouldStartWith("attachment");
        disposition.ShouldNotContain("/");

        var seen = (await Api.GetAsync(Investigator, item)).Json["content"]!;
        ((string)seen["sha256"]!).ShouldBe(Convert.ToHexStringLower(SHA256.HashData(content)));
        ((long)seen["length"]!).ShouldBe(length);
        var check = (await Api.PostAsync(Investigator, item + "/verification")).Expect(200).Json;
        ((bool)check["sound"]!).ShouldBeTrue();
    }

    [Fact]
    public async Task Is_sealed_once_even_when_two_upload_at_once()
    {
        var (item, _) = await RegisterAsync();
        var contents = Enumerable.Range(0, 6).Select(_ => RandomNumberGenerator.GetBytes(50_000)).ToList();
        var replies = await Task.WhenAll(contents.Select(content => Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", content)));
        var sealedOne = replies.Single(reply => reply.Status == 200);
        replies.Where(reply => reply != sealedOne).ShouldAllBe(reply => reply.Status == 422 && reply.Problem == "already-sealed");
        var content = contents[Array.IndexOf(replies, sealedOne)];
        (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", content)).Expect(422, "already-sealed");
        (await Api.GetAsync(Investigator, item + "/content")).Expect(200).Body.ShouldBe(content);
    }

    [Fact]
    public async Task Is_refused_when_it_is_not_what_the_sender_says()
    {
        var (item, id) = await RegisterAsync();
        var content = RandomNumberGenerator.GetBytes(1000);
        var before = await workspace.EventsAsync();
        await RefusedAsync(422, "digest-mismatch", (ReprDigest, Digest([1])));
        await RefusedAsync(422, "digest-malformed", (ReprDigest, "sha-256=nonsense"));
        await RefusedAsync(422, "digest-malformed", (ReprDigest, "sha-256=:AAAA:"));
        await RefusedAsync(400, "partial-upload", ("Content-Range", "bytes 0-999/2000"));
        await RefusedAsync(415, "content-coding", ("Content-Encoding", "gzip"));
        await RefusedAsync(415, "content-coding", ("Content-Encoding", "identity, br"));
        await RefusedAsync(415, "content-coding", ("Content-Transfer-Encoding", "base64"));
        (await Api.SendAsync(new Call(HttpMethod.Put, item + "/content?fileName=" + new string('a', 256)) { As = Investigator, Content = content, ContentType = null })).Expect(422).Fields.ShouldContain("fileName");
        (await Api.SendAsync(new Call(HttpMethod.Put, item + "/content?fileName=a%00b") { As = Investigator, Content = content, ContentType = null })).Expect(400).Fields.ShouldContain("fileName");
        (await workspace.EventsAsync()).ShouldBe(before);
        Directory.GetFiles(Path.Combine(workspace.Installation.DataFolder, "vault", "incoming")).ShouldBeEmpty();
        (await Api.GetAsync(Investigator, item + "/content")).Expect(422, "no-content-yet");
        (await workspace.VersionAsync(id)).ShouldBe(1);

        async Task RefusedAsync(int status, string problem, (string, string) header) =>
            (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", content, header)).Expect(status, problem);
    }

    /// <summary>What is sealed is sealed for good: what is plainly not what was meant is refused, and nothing of it is kept.</summary>
    [Fact]
    public async Task Envelopes_and_nothing_at_all_are_refused_with_the_way_to_send_it()
    {
        var (item, id) = await RegisterAsync();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(CaseWorkspace.Features.InformationRequests.States.Received);
        var form = Encoding.ASCII.GetBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.7\r\n--x--\r\n");
        var before = await workspace.EventsAsync();
        foreach (var (method, path, account) in new[] { (HttpMethod.Put, item + "/content", Investigator), (HttpMethod.Post, request.Path + "/documents", LiaisonFrance) })
        {
            foreach (var type in new[] { "multipart/form-data; boundary=x", "MULTIPART/Form-Data; boundary=\"x\"", "multipart/mixed; boundary=x", "multipart/related;boundary=x", "application/x-www-form-urlencoded", "application/X-WWW-form-urlencoded; charset=utf-8", "message/http" })
                (await SendAsync(form, type)).Expect(415, "content-envelope").Text.ShouldContain("application/octet-stream");
            // The envelope under another name, as from a program that sets the type by hand.
            (await SendAsync(form, "application/octet-stream")).Expect(422, "content-envelope").Fields.ShouldBe(["body"]);
            (await SendAsync([], "application/octet-stream")).Expect(422, "empty-content").Fields.ShouldBe(["body"]);
            (await SendAsync([], null)).Expect(422, "empty-content");
            (await SendAsync([], "application/octet-stream", ("Repr-Digest", Digest([])))).Expect(422, "empty-content");
            (await Api.SendAsync(new Call(method, path) { As = account })).Expect(422, "empty-content");
            // Nothing, in as many chunks.
            var token = await Api.Tokens.AccessAsync(account);
            (await SayAsync($"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")).ShouldStartWith("HTTP/1.1 422");

            Task<Reply> SendAsync(byte[] content, string? type, params (string, string)[] headers) =>
                Api.SendAsync(new Call(method, path) { As = account, Content = content, ContentType = type, Headers = headers });
        }

        (await workspace.EventsAsync()).ShouldBe(before);
        (await workspace.VersionAsync(id)).ShouldBe(1);
        // A person who means it says so.
        (await Api.UploadAsync(LiaisonFrance, HttpMethod.Post, request.Path + "/documents?asIs=true&fileName=none.txt", [])).Expect(201);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content?asIs=true", form)).Expect(200);
        (await Api.GetAsync(Investigator, item + "/content")).Expect(200).Body.ShouldBe(form);
    }

    [Fact]
    public async Task Damage_is_noticed_by_a_download_which_never_completes_and_by_everybody_after_it()
    {
        var (item, id) = await RegisterAsync();
        var content = RandomNumberGenerator.GetBytes(2 * 1024 * 1024);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", content)).Expect(200);
        ChangeOnDisk(content, file => file.Seek(content.Length - 10, SeekOrigin.Begin));

        var (received, complete) = await TryDownloadAsync(item);
        complete.ShouldBeFalse();
        received.ShouldBeLessThan(content.Length);
        await Eventually(async () => (string)(await Api.GetAsync(Investigator, item)).Json["state"]! == "damaged");
        (await Api.GetAsync(Investigator, item + "/content")).Expect(422, "content-damaged");
        (await workspace.ScalarAsync<string>("select data ->> 'fault' from workspace.mt_events where stream_id = @p1 and type = 'content-found-damaged'", id)).ShouldBe("differs");
        var check = (await Api.PostAsync(Investigator, item + "/verification")).Expect(200).Json;
        ((bool)check["sound"]!).ShouldBeFalse();
    }

    [Theory]
    [InlineData("differs")]
    [InlineData("length")]
    [InlineData("missing")]
    public async Task Damage_is_noticed_by_verification(string fault)
    {
        var (item, id) = await RegisterAsync();
        var content = RandomNumberGenerator.GetBytes(5000);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", content)).Expect(200);
        if (fault == "missing")
        {
            damaged.Add(content);
            File.Delete(OnDisk(content));
        }
        else
            ChangeOnDisk(content, file => file.Seek(fault == "length" ? content.Length : 7, SeekOrigin.Begin));
        var check = (await Api.PostAsync(Investigator, item + "/verification")).Expect(200).Json;
        ((bool)check["sound"]!).ShouldBeFalse();
        ((string)check["fault"]!).ShouldBe(fault);
        ((string)(await Api.GetAsync(Investigator, item)).Json["state"]!).ShouldBe("damaged");
        (await workspace.VersionAsync(id)).ShouldBe(3);
    }

    [Fact]
    public async Task A_small_damaged_content_is_answered_with_a_problem_instead()
    {
        var (item, _) = await RegisterAsync();
        var content = RandomNumberGenerator.GetBytes(5000);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", content)).Expect(200);
        ChangeOnDisk(content, file => file.Seek(7, SeekOrigin.Begin));
        var answer = (await Api.GetAsync(Investigator, item + "/content")).Expect(422, "content-damaged");
        answer.Header("Content-Disposition").ShouldBeNull();
        answer.Header(ReprDigest).ShouldBeNull();
    }

    [Fact]
    public async Task A_person_who_may_not_upload_is_refused_before_a_byte_is_read()
    {
        var (item, _) = await RegisterAsync();
        var request = await workspace.Scenario.IncomingRequestWithEvidence(CaseWorkspace.Features.InformationRequests.States.Received);
        foreach (var (verb, path, account) in new[]
        {
            ("PUT", item + "/content", OtherInvestigator), ("PUT", item + "/content", Prosecutor), ("PUT", item + "/content", Supervisor),
            ("POST", request.Path + "/documents", LiaisonSpain), ("POST", request.Path + "/documents", Supervisor),
        })
        {
            var token = await Api.Tokens.AccessAsync(account);
            var answer = await SayAsync($"{verb} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Length: 1000000000\r\nContent-Type: application/octet-stream\r\nExpect: 100-continue\r\n\r\n");
            answer.ShouldStartWith("HTTP/1.1 404", customMessage: $"{account} at {path}");
            (await SayAsync($"{verb} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000000\r\nExpect: 100-continue\r\n\r\n")).ShouldStartWith("HTTP/1.1 401");
        }
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        var (item, id) = await RegisterAsync();
        var token = await Api.Tokens.AccessAsync(Investigator);
        using (var client = new TcpClient("localhost", Api.Address.Port))
        {
            var head = $"PUT {item}/content HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Length: 1000000\r\n\r\n";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
            await client.GetStream().WriteAsync(new byte[400_000]);
            await Task.Delay(300);
        }

        await Eventually(() => Task.FromResult(Directory.GetFiles(Path.Combine(workspace.Installation.DataFolder, "vault", "incoming")).Length == 0));
        (await workspace.VersionAsync(id)).ShouldBe(1);
        (await Api.UploadAsync(Investigator, HttpMethod.Put, item + "/content", [1])).Expect(200);
    }

    private async Task<(string Path, Guid Id)> RegisterAsync()
    {
        var word = Scenario.NewWord();
        var file = (await Api.PostAsync(Investigator, "/api/investigations", Bodies.Investigation(word))).Expect(201).Id;
        var item = (await Api.PostAsync(Investigator, $"/api/investigations/{file}/evidence", Bodies.Evidence(word))).Expect(201).Id;
        return ($"/api/evidence/{item}", item);
    }

    private async Task<(int Received, bool Complete)> TryDownloadAsync(string item)
    {
        using var http = new HttpClient { BaseAddress = Api.Address };
        using var request = await Api.RequestAsync(new Call(HttpMethod.Get, item + "/content") { As = Investigator });
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await answer.Content.ReadAsStreamAsync();
        var received = new MemoryStream();
        try
        {
            await body.CopyToAsync(received);
            return ((int)received.Length, true);
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return ((int)received.Length, false);
        }
    }

    /// <summary>Sends a request's head over a bare connection and answers the first line of what comes back.</summary>
    private async Task<string> SayAsync(string head)
    {
        using var client = new TcpClient("localhost", Api.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await reader.ReadLineAsync(patience.Token) ?? "(closed)";
    }

    private string OnDisk(byte[] content)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(content));
        return Path.Combine(workspace.Installation.DataFolder, "vault", name[..2], name[2..4], name);
    }

    private void ChangeOnDisk(byte[] content, Action<FileStream> seek)
    {
        damaged.Add(content);
        var path = OnDisk(content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        seek(file);
        var was = file.ReadByte();
        if (was >= 0)
            file.Seek(-1, SeekOrigin.Current);
        file.WriteByte((byte)(was + 1));
    }

    private static async Task Eventually(Func<Task<bool>> isSo)
    {
        for (var tries = 0; tries < 200 && !await isSo(); tries++)
            await Task.Delay(50);
        (await isSo()).ShouldBeTrue();
    }

    private static string Digest(byte[] content) => $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content))}:";
}
