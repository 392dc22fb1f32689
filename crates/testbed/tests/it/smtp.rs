//! Mails, sent by hand.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use testbed::Smtp;

#[test]
fn mails_arrive_in_order_and_stay_when_the_server_is_gone() {
    let mut smtp = Smtp::start();
    assert!(smtp.messages().is_empty());
    for number in 1..=11 {
        send(&smtp, &format!("Letter {number}"));
    }
    smtp.kill();

    let messages = smtp.messages();
    assert_eq!(messages.len(), 11);
    for (message, number) in messages.iter().zip(1..) {
        let subject = format!("Subject: Letter {number}");
        let envelope = ["X-MailFrom: office@example.org", "X-RcptTo: member@example.org"];
        for line in [&subject, envelope[0], envelope[1], "Город 武汉"] {
            assert!(message.lines().any(|has| has == line), "no {line} in {message}");
        }
    }
    assert!(TcpStream::connect(smtp.address()).is_err());
}

/// One mail by the protocol's own words, each answered by the code that means success.
fn send(smtp: &Smtp, subject: &str) {
    let mut stream = TcpStream::connect(smtp.address()).expect("the server listens");
    let mut answers = BufReader::new(stream.try_clone().expect("a stream can be shared")).lines();
    let mut expect = |code: &str| {
        let answer = answers.next().expect("the server answers").expect("in text");
        assert!(answer.starts_with(code), "{answer}");
    };
    expect("220");
    let mail = format!("Subject: {subject}\r\nContent-Transfer-Encoding: 8bit\r\n\r\nГород 武汉\r\n.\r\n");
    let said = [
        ("HELO example.org\r\n", "250"),
        ("MAIL FROM:<office@example.org>\r\n", "250"),
        ("RCPT TO:<member@example.org>\r\n", "250"),
        ("DATA\r\n", "354"),
        (&mail, "250"),
        ("QUIT\r\n", "221"),
    ];
    for (words, code) in said {
        stream.write_all(words.as_bytes()).expect("the server listens");
        expect(code);
    }
}
